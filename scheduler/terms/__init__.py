"""Terms (季度计划期): the quarter, its working half-days by the calendar, and where the work on it stands."""
