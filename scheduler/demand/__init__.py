"""Demand: the policy that says what each station is due, its exceptions, and the engagements it makes."""
