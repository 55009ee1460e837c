"""The service without the web: an association's data, its terms, drafts, releases, and everything done with them.

Each area is a small package: `service.py` (verbs), `queries.py` (reads), `permissions.py` (who may). Tables live
together in `scheduler.models`. `scheduler.planning` is the only bridge between rows and the solver's problems.
"""
