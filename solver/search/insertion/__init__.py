"""Putting one lifted engagement back where it costs least, given everything else.

`insert` begins it, `candidates` says who and when, `one_panel` and `free_panels` find the cheapest series with the help
of `solver.search.series`, `teams` chooses panels of several, `ways` lists all ways for people to choose from.
"""
