"""Check a term without solving: what makes it unusable, what cannot work, what is missing; each with its row."""
