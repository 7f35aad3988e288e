"""What is said to the person: messages, pages and words."""
