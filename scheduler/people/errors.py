"""What can go wrong with the list and with availability."""

from scheduler.errors import DomainError
from solver.wording import Wording


class DeadlinePassedError(DomainError):
    """A supervisor's availability came after the deadline; the planner may still enter it. Facts: `deadline`."""

    code = "deadline-passed"
    wording = Wording(
        "填报已于 {deadline} 截止，如需更改请联系协会排班员",
        "this had to be given by {deadline}; ask the association's planner to change it",
    )
