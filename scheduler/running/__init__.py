"""Runs: durable searches for a plan, each in a child process, that survive whatever happens to the processes around it.

The way of a run: `service` stores it and enqueues its workflow in one transaction; a `worker` takes it from the queue; its
`workflow` solves part after part; `supervising` watches the child process of a part and writes down how it stands with
`records`. See docs/runs.md.
"""
