"""Working days by the State Council's notices, and calendar feeds as bytes; pure, without database, web or clock."""
