"""Channels outside of the product at which people and associations want notices; the inbox is always there."""
