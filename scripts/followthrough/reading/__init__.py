"""The bytes of a workbook in, frames of cells out, and what a single cell says."""
