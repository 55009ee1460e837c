"""Patterns of short texts, and what people are told when a text does not keep one."""

from collections.abc import Mapping
from typing import Final

from solver.wording import Wording

CODE: Final = r"^[0-9A-Za-z_.\-]+$"
FIELD_NAME: Final = r"^[^、，,;；\n\r]+$"
PHONE: Final = r"^[0-9+()（）\-– ]*$"
EMAIL: Final = r"^([^@\s]+@[^@\s]+)?$"
LOGIN: Final = r"^\S+$"

SAID: Final[Mapping[str, Wording]] = {
    CODE: Wording("只能用英文字母、数字和 _ . -", "only letters, digits and _ . - may be used"),
    FIELD_NAME: Wording("一个领域里不能有顿号、逗号或分号", "a field has no commas or semicolons in it"),
    PHONE: Wording(
        "电话只能用数字、空格、+、- 和括号，如 0573-82345678",
        "a telephone number has only digits, blanks, +, - and brackets",
    ),
    EMAIL: Wording(
        "不是邮箱地址，应像 name@example.org", "not an e-mail address: it should look like name@example.org"
    ),
    LOGIN: Wording("登录名里不能有空格", "a login has no blanks in it"),
}
"""By pattern. Other patterns belong to programs, which are told the pattern itself."""
