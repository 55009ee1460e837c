"""A database filled with a sample city, by the services a planner would use: its list, its people, its demand."""

from samples.filling.city import FilledCity, fill_city

__all__ = ["FilledCity", "fill_city"]
