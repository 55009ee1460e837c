"""What can be wrong with a file and the shape of its rows."""

from solver.reading.catalogue.entry import entry
from solver.wording import Wording

EXPECTED = {
    "list_type": Wording("列表 […]", "a list […]"),
    "dict_type": Wording("对象 {…}", "an object {…}"),
    "model_type": Wording("对象 {…}", "an object {…}"),
    "string_type": Wording("文字", "a text"),
    "int_type": Wording("整数", "a whole number"),
    "float_type": Wording("数字", "a number"),
    "bool_type": Wording("true 或 false", "true or false"),
    "tuple_type": Wording("列表 […]", "a list […]"),
    "missing": Wording("[起点, 终点, 分钟数] 三项", "the three parts [from, to, minutes]"),
    "too_long": Wording("[起点, 终点, 分钟数] 三项", "the three parts [from, to, minutes]"),
    "other": Wording("格式说明要求的值", "the value the format asks for"),
}
"""What a value should have been, by the kind of error of the typed rows."""

FILE_FAULTS = {
    "empty-file": entry(
        "文件是空的。", "请选择一个有内容的 JSON 文件。", "The file is empty.", "Choose a file that holds JSON."
    ),
    "not-utf8": entry(
        "文件不是 UTF-8 编码（第 {byte} 字节起）。",
        "请另存为 UTF-8。",
        "The file is not UTF-8 (from byte {byte}).",
        "Save it as UTF-8.",
    ),
    "not-json": entry(
        "文件不是合法的 JSON：第 {line} 行第 {column} 列。",
        "请改正该处，常见的是多或少了逗号、引号。",
        "The file is no valid JSON: line {line}, column {column}.",
        "Correct that place; often a comma or quote is missing or too many.",
    ),
    "not-a-number": entry(
        "文件里有 {value}，JSON 中没有这样的数。",
        "请换成一个普通的数，或删去该项。",
        "The file holds {value}, which is no number of JSON.",
        "Write a plain number, or leave the key out.",
    ),
    "number-too-long": entry(
        "文件里有一个位数过多、无法读取的数。",
        "请换成合理大小的整数。",
        "The file holds a number with too many digits to be read.",
        "Write a whole number of sensible size.",
    ),
    "too-deep": entry(
        "文件的括号嵌套过深，无法读取。",
        "请确认这是排程文件。",
        "The file nests brackets too deeply to be read.",
        "Check that it is a planning file.",
    ),
    "not-an-object": entry(
        "文件内容是 {value}，不是一个 JSON 对象。",
        "最外层应为 {{…}}，并含有 format 等键。",
        "The file holds {value}, not a JSON object.",
        "Its outermost level is {{…}} with keys like format.",
    ),
    "wrong-format": entry(
        "文件格式是“{value}”，不是“{expected}”。",
        "请换用 {expected} 文件，或更正 format。",
        "The file's format is {value}, not {expected}.",
        "Use a {expected} file, or correct format.",
    ),
    "repeated-key": entry(
        "{path} 处的对象写了两次键“{key}”。",
        "请只保留一个。",
        "The object at {path} gives the key {key} twice.",
        "Keep one of them.",
    ),
}

SHAPE_FAULTS = {
    "unknown-key": entry(
        "“{subject}”有格式中没有的键“{key}”。",
        "请更正键名，或删去它。",
        "The key {key} of {subject} is not one of the format.",
        "Correct its name, or remove it.",
    ),
    "missing-key": entry(
        "“{subject}”缺少必需的键“{key}”。", "请补上它。", "The key {key} of {subject} is missing.", "Add it."
    ),
    "wrong-type": entry(
        "“{subject}”的 {path} 是 {value}，应为{expected}。",
        "请改成{expected}。",
        "At {path}, {subject} has {value} in place of {expected}.",
        "Write {expected}.",
    ),
    "number-out-of-range": entry(
        "“{subject}”的 {path} 是 {value}，超出允许范围（{limit}）。",
        "请改成 {limit} 的数。",
        "At {path}, {subject} has {value}, outside the range allowed ({limit}).",
        "Write a number {limit}.",
    ),
    "unknown-word": entry(
        "“{subject}”的 {path} 是“{value}”，不在可用的词之内。",
        "请改成其中之一：{expected}。",
        "At {path}, {subject} has {value}, which is none of the words allowed.",
        "Write one of {expected}.",
    ),
    "bad-date": entry(
        "{path} 的日期“{value}”不对。",
        "请写成 YYYY-MM-DD 的真实日期。",
        "The date {value} at {path} is none.",
        "Write a real date as YYYY-MM-DD.",
    ),
    "bad-time": entry(
        "{path} 的时间“{value}”不对。",
        "请写成 HH:MM，如 08:30。",
        "The time {value} at {path} is none.",
        "Write it as HH:MM, like 08:30.",
    ),
    "blank": entry("{path} 是空白。", "请填上编号或名称。", "The text at {path} is blank.", "Give it an id or a name."),
    "not-unicode": entry(
        "“{subject}”的 {path} 含有不成字的代码。",
        "请重新输入这段文字。",
        "The text of {subject} at {path} holds half a character.",
        "Type the text again.",
    ),
    "text-too-long": entry(
        "“{subject}”的 {path} 超过 {limit} 字。",
        "请缩短它。",
        "The text of {subject} at {path} is longer than {limit} characters.",
        "Shorten it.",
    ),
    "null-in-lock": entry(
        "“{subject}”的锁定里有写成 null 的项。",
        "不锁定的项请整个删去。",
        "The lock on {subject} has a part that is null.",
        "Leave out the parts that are free.",
    ),
    "duplicate-id": entry(
        "编号“{subject}”重复，{first} 已经用过。",
        "请给其中一行换一个编号。",
        "The id {subject} is given twice; {first} has it already.",
        "Give one of the rows another id.",
    ),
    "repeated-entry": entry(
        "“{subject}”的 {path} 重复列出了 {entries}。",
        "每项只列一次。",
        "The list {path} of {subject} names {entries} more than once.",
        "List each once.",
    ),
}
