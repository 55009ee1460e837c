"""The search for visits: take a few whole engagements out, put each back optimally, and keep what annealing accepts."""
