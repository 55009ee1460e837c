"""The commands, one module each (the two of the competition format share one)."""
