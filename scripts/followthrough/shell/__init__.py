"""Between the program and the person at the keyboard: arguments, tables, JSON, one sentence for trouble."""
