"""The parts of an .xlsx file as bytes: what need not be parsed is not, what was not asked for is not written."""
