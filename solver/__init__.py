"""The optimiser: a `dudao-problem/1` in, a verified `dudao-plan/1` out; pure, without database, web or wall clock."""
