"""Monthly reports 月报 of stations and the quarterly meeting's report 季例会, measured against the city's standard."""
