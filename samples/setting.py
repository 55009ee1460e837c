"""What all makers of one sample city share: the term, the start of its ids, names, and streams of chance."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from samples.names import people_names
from samples.terms import Term


@dataclass(frozen=True)
class Setting:
    """One city of one sample."""

    term: Term
    seed: str
    """Seed of this city."""
    prefix: str
    """What ids begin with, so that those of several cities differ; may be empty."""
    names: Iterator[str]
    """Names of people not yet taken."""

    @classmethod
    def of(cls, term: Term, seed: str, prefix: str) -> "Setting":
        """A new city with all names free."""
        return cls(term, seed, prefix, people_names(random.Random(f"{seed}/names")))

    def stream(self, part: str) -> random.Random:
        """A stream of chance for one part of the city, so that a change in one part leaves the others as they are."""
        return random.Random(f"{self.seed}/{part}")
