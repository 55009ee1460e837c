"""Problems that come in: read whole, and refused with every fault at once."""

from typing import Final

from scheduler.errors import Fault, FaultyInputError
from solver.problem import Problem
from solver.reading import Fault as Flaw
from solver.reading import FaultyProblem, read_problem
from solver.wording import Lang, Wording

MOST_FAULTS: Final = 200
"""So many are listed; a file that has more is mended in several goes."""


def sound_problem(source: bytes | str) -> Problem:
    """The problem in a `dudao-problem/1`. Raises FaultyInputError with its faults: where, which, how to mend them."""
    try:
        return read_problem(source)
    except FaultyProblem as error:
        raise FaultyInputError([_fault(flaw) for flaw in error.faults[:MOST_FAULTS]]) from None


def _fault(flaw: Flaw) -> Fault:
    sentences = Wording(*(_literal(flaw.message(lang)) for lang in (Lang.ZH, Lang.EN)))
    return Fault(flaw.path, flaw.code, sentences, {"subject": flaw.subject})


def _literal(sentence: str) -> str:
    """The sentence as a wording without places to fill in."""
    return sentence.replace("{", "{{").replace("}", "}}")
