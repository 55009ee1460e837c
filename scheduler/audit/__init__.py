"""The audit trail: who changed what, and when; it is written by `scheduler.rows`."""
