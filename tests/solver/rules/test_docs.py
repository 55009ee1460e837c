"""`docs/rules.md` says what the tables of rules and costs say, in their order."""

from pathlib import Path

from solver.explain import CHANGES, REASONS
from solver.problem import Weights
from solver.rules import COSTS, RULES

PAGE = (Path(__file__).parents[3] / "docs" / "rules.md").read_text("utf-8")
ROWS = [line.split(" | ") for line in PAGE.splitlines() if line.startswith("| ")]


def test_the_page_lists_the_hard_rules() -> None:
    rows = [row for row in ROWS if row[0].startswith(("| H", "| T"))]
    codes = [", ".join(f"`{check.code}`" for check in rule.checks) for rule in RULES]
    assert rows == [
        [f"| {rule.label}", rule.states.en, f"{listed} |"] for rule, listed in zip(RULES, codes, strict=True)
    ]


def test_the_page_lists_the_soft_costs() -> None:
    rows = [row[:2] for row in ROWS if row[0].startswith("| `") and len(row) == 3]
    assert rows == [[f"| `{cost.name}`", cost.unit.en] for cost in COSTS]


def test_the_page_lists_reasons_and_changes() -> None:
    rows = [row for row in ROWS if row[0].startswith("| `") and len(row) == 2]
    said = {code: wording.en for code, wording in REASONS.items()} | {c: kind.says.en for c, kind in CHANGES.items()}
    assert rows == [[f"| `{code}`", f"{sentence} |"] for code, sentence in said.items()]


def test_there_is_a_cost_for_every_weight() -> None:
    assert [cost.name for cost in COSTS] == list(Weights.model_fields)


def test_codes_are_unique() -> None:
    codes = [check.code for rule in RULES for check in rule.checks]
    assert len(codes) == len(set(codes))
    assert len(RULES) == len({rule.label for rule in RULES}) == 20
