"""A message in, a mail sent or a file in the outbox out."""
