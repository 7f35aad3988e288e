"""What everybody knows: columns, stages, steps, leads, numbers, days, words. It imports from no other room."""
