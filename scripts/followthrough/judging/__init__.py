"""Leads, numbers and a day in; what each lead needs, why, and how urgent it is, out."""
