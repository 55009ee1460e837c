"""Runs: durable searches for a plan, each in a child process, that survive what happens to the processes around them.

The way of a run: `submitting` stores it with its job in one transaction; a `worker` takes it from the queue; its
`workflow` solves part after part; `supervising` watches the child process of a part and has `records` write down how it
stands. See docs/runs.md.
"""
