"""A judgement in, the patched bytes of the workbook out."""
