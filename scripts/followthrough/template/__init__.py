"""The workbook that people open when they have none of their own."""
