"""Reminders: visits nobody has recorded, monthly reports that are late, requests that can be offered something now."""
