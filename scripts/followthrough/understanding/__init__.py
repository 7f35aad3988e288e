"""Frames of cells in, leads and problems out: which sheet, which row of headings, which column means what."""
