"""Faults of a spreadsheet: each with its row, its cell, its column, a code, and what to do."""

from dataclasses import asdict, dataclass, field
from typing import Any, Final

from scheduler.errors import Fault, FaultyInputError
from solver.wording import Lang, Wording

NOT_XLSX: Final = Wording(
    "不是 Excel 工作簿（.xlsx）；请用 Excel 或 WPS 打开后另存为“Excel 工作簿 (*.xlsx)”",
    "not an Excel workbook (.xlsx): open it in Excel or WPS and save it as .xlsx",
)
OLD_OR_LOCKED: Final = Wording(
    "这是旧版 .xls 或加密的文件；请取消密码并另存为“Excel 工作簿 (*.xlsx)”",
    "this is an old .xls or an encrypted file: take the password off and save it as .xlsx",
)
TOO_LARGE: Final = Wording(
    "文件展开后有 {mb} MB，最多 {most} MB；请删除多余的工作表和格式后重试",
    "the file unpacks to {mb} MB, {most} MB are the most: remove what is not needed",
)
TOO_MANY_ROWS: Final = Wording(
    "超过 {most} 行；请分成几个文件分别导入", "more than {most} rows: import them in several files"
)
NO_HEADINGS: Final = Wording(
    "找不到表头（前 {rows} 行中没有“{title}”列）；请使用下载的模板",
    "no headings: none of the first {rows} rows has the column {title}; use the template",
)
MISSING_COLUMN: Final = Wording("缺少“{title}”列；请使用下载的模板", "the column {title} is missing; use the template")
UNKNOWN_COLUMN: Final = Wording(
    "没有“{title}”这一列；请改用模板中的列名或删除此列", "there is no column {title}: use the template's or remove it"
)
TWICE_COLUMN: Final = Wording("“{title}”列出现了两次；请删除其中一列", "the column {title} is there twice")
FORMULA: Final = Wording(
    "单元格是公式；请复制后“选择性粘贴 → 数值”", "the cell holds a formula: copy it and paste its value"
)
BROKEN: Final = Wording("单元格是错误值 {value}；请改正或清空", "the cell holds the error {value}: correct or empty it")
MERGED: Final = Wording(
    "单元格 {range} 已合并；请取消合并并逐行填写", "the cells {range} are merged: unmerge them and fill in each row"
)
MISSING: Final = Wording("“{title}”必填", "{title} is needed")
TWICE: Final = Wording("编码“{value}”与第 {row} 行重复", "the code {value!r} is in row {row} already")
ARCHIVED: Final = Wording("“{value}”已停用；请先恢复再导入", "{value!r} is archived: restore it first")
UNKNOWN: Final = Wording("没有编号为“{value}”的记录", "there is nothing with the code {value!r}")
NAME_DIFFERS: Final = Wording(
    "与编号对应的是“{expected}”，这里是“{value}”；请核对是否错行", "the code belongs to {expected!r}, not {value!r}"
)


@dataclass(frozen=True, slots=True)
class CellFault:
    """One thing wrong with one row."""

    row: int
    """As Excel counts, from 1."""
    cell: str
    """Like `C7`; of a fault of the whole row its first cell."""
    column: str
    """The heading; empty for a fault of the whole row."""
    code: str
    zh: str
    en: str
    facts: dict[str, Any] = field(default_factory=dict)

    def message(self, lang: Lang) -> str:
        """What is wrong and what to do."""
        return self.zh if lang is Lang.ZH else self.en

    def stored(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def refuse(code: str, wording: Wording, place: str = "file", **facts: Any) -> FaultyInputError:
    """The error of a file that cannot be read at all."""
    return FaultyInputError([Fault(place, code, wording, facts)])
