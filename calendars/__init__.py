"""Working days of the State Council's notices and, later, calendar feeds; pure, without database or web."""
