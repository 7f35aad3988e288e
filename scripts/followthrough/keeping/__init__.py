"""What lies on the disk: the workbook itself, its snapshots, and what the program remembers."""
