"""What comes in from outside: commands are validated whole before a service looks at them."""

from typing import Any, cast

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from solver.wording import Wording


class Command(BaseModel):
    """Base of every input of a service: frozen, without unknown keys, texts trimmed."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def senseless(code: str, wording: Wording, **facts: Any) -> PydanticCustomError:
    """What a validator of a command raises when parts do not go together: a stable code and a sentence.

    `wording` is written with its facts already known, or filled from `facts` (JSON values) when it is said.
    """
    return PydanticCustomError(
        cast("Any", code), cast("Any", wording.en), {"zh": wording.zh, "en": wording.en, "facts": facts}
    )
