"""What is run by hand and tells numbers: how long a night takes, how often it looks, what broken files do."""
