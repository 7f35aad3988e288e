"""The parts of an .xlsx file as bytes: nothing is parsed that need not be, nothing is written that was not asked for."""
