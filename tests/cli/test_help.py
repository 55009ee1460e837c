"""Help and language: everything has a text in both languages, and the language may stand anywhere."""

import pytest
import typer.main

from cli.help import in_language, language_first
from cli.main import app, main
from scheduler.words import COSTS, SCHEMES
from solver.problem import Scheme
from solver.rules import COSTS as COST_RULES
from solver.wording import Lang


@pytest.mark.parametrize("lang", list(Lang))
def test_every_command_and_parameter_has_a_text(lang: Lang) -> None:
    command = typer.main.get_command(app)
    in_language(command, lang)  # raises when one is missing
    assert len(command.commands) == 15  # type: ignore[attr-defined]


def test_every_cost_and_scheme_has_a_name() -> None:
    assert set(COSTS) == {rule.name for rule in COST_RULES}
    assert set(SCHEMES) == set(Scheme)


@pytest.mark.parametrize(
    "arguments",
    [["--lang", "en", "check", "x"], ["check", "--lang", "en", "x"], ["check", "x", "--lang=en"]],
)
def test_the_language_may_stand_anywhere(arguments: list[str]) -> None:
    assert language_first(arguments, None) == (Lang.EN, ["--lang=en", "check", "x"])


def test_the_language_of_the_surroundings_counts_when_none_is_asked_for() -> None:
    assert language_first(["check"], "en") == (Lang.EN, ["check"])
    assert language_first(["check", "--lang=zh"], "en") == (Lang.ZH, ["--lang=zh", "check"])
    assert language_first(["check", "--", "--lang", "en"], None) == (Lang.ZH, ["check", "--", "--lang", "en"])


def test_help_is_in_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", "--help"]) == 0
    assert "求解" in capsys.readouterr().out
    assert main(["solve", "--help", "--lang", "en"]) == 0
    assert "Plan a problem" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["fly"], ["solve", "--nope"], ["check"], ["--lang", "fr", "check", "x"]])
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out + captured.err
