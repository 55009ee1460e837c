"""Accounts: who may sign in, with what secret, and for how long."""
