import pytest

from solver.reading import FaultyProblem, read_problem, warnings
from solver.reading.catalogue import CATALOGUE, CAUTIONS, FAULTS
from solver.reading.faults import Remark
from solver.wording import Lang
from tests.solver.builders import tiny_problem
from tests.solver.reading.cases import CAUTIONED, FAULTY, Case


def remarks_on(case: Case) -> list[Remark]:
    if case.code in CAUTIONS:
        return list(warnings(read_problem(case.source)))
    with pytest.raises(FaultyProblem) as caught:
        read_problem(case.source)
    return list(caught.value.faults)


def test_the_tiny_problem_reads_and_nothing_is_foreseen() -> None:
    assert warnings(read_problem(tiny_problem())) == []


@pytest.mark.parametrize("case", FAULTY, ids=lambda case: f"{case.code} {case.path}")
def test_a_fault_is_found_alone_and_at_its_place(case: Case) -> None:
    found = remarks_on(case)
    assert [(fault.code, fault.path) for fault in found] == [(case.code, case.path)]
    assert (found[0].subject or "") == (case.subject or "")


@pytest.mark.parametrize("case", CAUTIONED, ids=lambda case: f"{case.code} {case.path}")
def test_a_warning_is_given_at_its_place(case: Case) -> None:
    found = remarks_on(case)
    assert (case.code, case.path, case.subject) in [(each.code, each.path, each.subject) for each in found]


@pytest.mark.parametrize("case", FAULTY + CAUTIONED, ids=lambda case: f"{case.code} {case.path}")
def test_a_remark_speaks_both_languages_in_whole_sentences(case: Case) -> None:
    for remark in remarks_on(case):
        zh, en = remark.message(Lang.ZH), remark.message(Lang.EN)
        assert zh.endswith("。")
        assert en.endswith(".")
        assert zh.isascii() is False
        assert (remark.subject or "") in zh
        assert (remark.subject or "") in en


def test_every_code_has_a_case() -> None:
    assert {case.code for case in FAULTY} == set(FAULTS)
    assert {case.code for case in CAUTIONED} == set(CAUTIONS)
    assert len(CATALOGUE) == len(FAULTS) + len(CAUTIONS)
