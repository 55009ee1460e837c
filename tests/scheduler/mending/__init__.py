"""Proposals for what falls, without a database."""
