"""After a change: plans between fewest changes and lowest costs, to choose from; and why a plan is as it is."""
