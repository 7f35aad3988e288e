"""Made-up people and forty days of each: what they typed, and what the row then says."""
