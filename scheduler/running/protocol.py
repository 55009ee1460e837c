"""What a run's child process is told and tells, one JSON object a line: a task and `finish` in, messages out."""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

FINISH: Final = "finish"
"""The word, on a line, that asks the child to stop searching and hand over the best plan."""

Phase = Literal["first", "search", "finish"]
"""The solver's own."""


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True)


class Task(_Line):
    """All a child needs to know: a `dudao-problem/1`, how long to search and with what, and a plan to begin from.

    Problem and plans stay the text they are: the parent hands them on without taking them apart.
    """

    problem: str
    start: str | None = None
    seconds: float | None = None
    rounds: int | None = None
    workers: int = 1
    seed: int = 1


class Warming(_Line):
    """`done` of `steps` pieces of compiled code are ready."""

    kind: Literal["warming"] = "warming"
    done: int
    steps: int


class Standing(_Line):
    """How the search stands; sent at every change and, while it is alive, every second."""

    kind: Literal["standing"] = "standing"
    phase: Phase
    seconds: float
    cost: dict[str, Any] | None = None
    bound: int | None = None
    unscheduled_visits: int = 0
    unscheduled_sessions: int = 0


class Best(_Line):
    """The best plan so far, a `dudao-plan/1`, and the seconds searched until then."""

    kind: Literal["best"] = "best"
    plan: str
    cost_total: int
    seconds: float


class Result(_Line):
    """The plan in the end, with its cost, its bound, and why anything is left out."""

    kind: Literal["result"] = "result"
    plan: str


class Unsound(_Line):
    """The search made a plan that breaks a rule: a defect."""

    kind: Literal["unsound"] = "unsound"
    detail: str


Message = Warming | Standing | Best | Result | Unsound
MESSAGES: Final[TypeAdapter[Message]] = TypeAdapter(Annotated[Message, Field(discriminator="kind")])
