"""Sentences for people, in Simplified Chinese and English, kept beside the codes they belong to."""

from dataclasses import dataclass
from enum import StrEnum


class Lang(StrEnum):
    """The languages the product speaks; Chinese is the default everywhere."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence in both languages; `{name}` marks where a fact is filled in."""

    zh: str
    en: str

    def say(self, lang: Lang, **facts: object) -> str:
        """The sentence in `lang` with its facts filled in. Raises KeyError when a fact is missing."""
        return (self.zh if lang is Lang.ZH else self.en).format(**facts)
