"""Why a plan is as it is: ranked alternatives, the smallest set of facts that clash, and the cheapest ways out."""
