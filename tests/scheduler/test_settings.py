"""Settings: all documented, faults named, secrets never shown."""

import re
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from scheduler.settings import Settings, load_settings

ROOT = Path(__file__).parents[2]


def test_every_setting_is_documented_and_every_documented_one_is_read() -> None:
    table = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").split("A faulty value")[0]
    assert set(re.findall(r"`DUDAO_(\w+)`", table)) == {name.upper() for name in Settings.model_fields}


def test_they_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DUDAO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DUDAO_PORT", "9000")
    settings = load_settings()
    assert settings.database == f"sqlite:///{tmp_path}/dudao.sqlite"
    assert settings.link("/x") == "http://127.0.0.1:9000/x"
    assert not settings.is_https


def test_secrets_are_neither_printed_nor_in_errors() -> None:
    url = "postgresql://dudao:very-secret@db/dudao"
    settings = load_settings(database_url=url, metrics_token=SecretStr("very-secret"))
    assert "very-secret" not in repr(settings)
    with pytest.raises(ValidationError) as faulty:
        load_settings(database_url="mysql://dudao:very-secret@db/dudao")
    assert "very-secret" not in str(faulty.value)


@pytest.mark.parametrize("given", [{"database_url": "mysql://h/n"}, {"port": 70000}, {"log_level": "loud"}])
def test_faulty_values_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        load_settings(**given)
