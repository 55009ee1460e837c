"""What a system's bearer token may be limited to."""

from enum import StrEnum


class Scope(StrEnum):
    """`read`: see what the account may; `write`: change what it may; `solve`: the stateless endpoint and its runs."""

    READ = "read"
    WRITE = "write"
    SOLVE = "solve"
