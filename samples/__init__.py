"""The sample city: Jiaxing with its 72 real stations and invented people, demand and training camp."""
