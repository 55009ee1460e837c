"""What comes in from outside: commands are validated whole before a service looks at them."""

from pydantic import BaseModel, ConfigDict


class Command(BaseModel):
    """Base of every input of a service: frozen, without unknown keys, texts trimmed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
