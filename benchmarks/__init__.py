"""Measures of the optimiser: figures that anybody can repeat, with the command that makes each table."""
