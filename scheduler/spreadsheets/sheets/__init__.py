"""The sheets of the four lists."""
