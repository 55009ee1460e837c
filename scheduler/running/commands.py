"""What a run may be asked for."""

from typing import Annotated, Final

from pydantic import Field

from scheduler.commands import Command
from scheduler.errors import Fault, FaultyInputError
from scheduler.settings import Settings
from solver.wording import Wording

USUAL_SECONDS: Final = 60.0
_TOO_MUCH: Final = Wording("{name} 最多为 {most}，请改小后重试", "{name} is {most} at most; ask for less")

Seconds = Annotated[float, Field(ge=1, le=86_400, description="Search so long, by the clock.")]
Rounds = Annotated[
    int,
    Field(
        ge=1, le=1_000_000, description="Search so many rounds: the same problem, seed and workers give the same plan."
    ),
]
Workers = Annotated[int, Field(ge=1, le=1024, description="Threads to search with; by default as many as are allowed.")]
Seed = Annotated[int, Field(ge=0, le=2**31 - 1, description="Decides every random choice.")]


class SearchAsked(Command):
    """How long to search and with what: by the clock, or by rounds; whichever ends first when both are given."""

    seconds: Seconds | None = None
    rounds: Rounds | None = None
    workers: Workers | None = None
    seed: Seed = 1

    def settled(self, settings: Settings) -> dict[str, float | int | None]:
        """With the defaults filled in. Raises FaultyInputError for more than the deployment allows."""
        most = {"seconds": settings.run_seconds_most, "workers": settings.run_workers}
        faults = [
            Fault(name, "too-much", _TOO_MUCH, {"name": name, "most": limit})
            for name, limit in most.items()
            if (getattr(self, name) or 0) > limit
        ]
        if faults:
            raise FaultyInputError(faults)
        seconds = self.seconds
        if seconds is None and self.rounds is None:
            seconds = min(USUAL_SECONDS, float(settings.run_seconds_most))
        workers = self.workers or settings.run_workers
        return {"seconds": seconds, "rounds": self.rounds, "workers": workers, "seed": self.seed}


class TermRunAsked(SearchAsked):
    """A run of a term as its rows stand now."""

    draft_id: Annotated[str, Field(max_length=32, description="Keep what is locked in this draft.")] | None = None
    from_scratch: Annotated[
        bool,
        Field(description="Published dates that are still ahead count for nothing; else they are kept where it pays."),
    ] = False
