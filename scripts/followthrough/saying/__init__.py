"""A judgement in, words out: mails, letters, calendar files."""
