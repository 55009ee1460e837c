"""Every code of reading, with what is wrong and how to mend it, in both languages; `docs/faults.md` is made from this.

`{subject}` is the id of the row, or its place when it has none; the other names are facts of the fault.
"""

from dataclasses import dataclass

from solver.wording import Wording


@dataclass(frozen=True, slots=True)
class Entry:
    """What a code says is wrong, and the fix."""

    what: Wording
    fix: Wording


def _entry(zh: str, zh_fix: str, en: str, en_fix: str) -> Entry:
    return Entry(Wording(zh, en), Wording(zh_fix, en_fix))


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

_UNKNOWN_FIX = ("请更正编号，或在 {} 中补上这一行。", "Correct the id, or add its row to {}.")


def _unknown(zh: str, en: str, key: str) -> Entry:
    return _entry(
        f"“{{subject}}”提到了不存在的{zh}“{{unknown}}”。",
        _UNKNOWN_FIX[0].format(key),
        f"{{subject}} names the {en} {{unknown}}, which does not exist.",
        _UNKNOWN_FIX[1].format(key),
    )


FILE_FAULTS = {
    "empty-file": _entry(
        "文件是空的。", "请选择一个有内容的 JSON 文件。", "The file is empty.", "Choose a file that holds JSON."
    ),
    "not-utf8": _entry(
        "文件不是 UTF-8 编码（第 {byte} 字节起）。",
        "请另存为 UTF-8。",
        "The file is not UTF-8 (from byte {byte}).",
        "Save it as UTF-8.",
    ),
    "not-json": _entry(
        "文件不是合法的 JSON：第 {line} 行第 {column} 列。",
        "请改正该处，常见的是多或少了逗号、引号。",
        "The file is no valid JSON: line {line}, column {column}.",
        "Correct that place; often a comma or quote is missing or too many.",
    ),
    "not-a-number": _entry(
        "文件里有 {value}，JSON 中没有这样的数。",
        "请换成一个普通的数，或删去该项。",
        "The file holds {value}, which is no number of JSON.",
        "Write a plain number, or leave the key out.",
    ),
    "number-too-long": _entry(
        "文件里有一个位数过多、无法读取的数。",
        "请换成合理大小的整数。",
        "The file holds a number with too many digits to be read.",
        "Write a whole number of sensible size.",
    ),
    "too-deep": _entry(
        "文件的括号嵌套过深，无法读取。",
        "请确认这是排程文件。",
        "The file nests brackets too deeply to be read.",
        "Check that it is a planning file.",
    ),
    "not-an-object": _entry(
        "文件内容是 {value}，不是一个 JSON 对象。",
        "最外层应为 {{…}}，并含有 format 等键。",
        "The file holds {value}, not a JSON object.",
        "Its outermost level is {{…}} with keys like format.",
    ),
    "wrong-format": _entry(
        "文件格式是“{value}”，不是“{expected}”。",
        "请换用 {expected} 文件，或更正 format。",
        "The file's format is {value}, not {expected}.",
        "Use a {expected} file, or correct format.",
    ),
    "repeated-key": _entry(
        "{path} 处的对象写了两次键“{key}”。",
        "请只保留一个。",
        "The object at {path} gives the key {key} twice.",
        "Keep one of them.",
    ),
}

SHAPE_FAULTS = {
    "unknown-key": _entry(
        "“{subject}”有格式中没有的键“{key}”。",
        "请更正键名，或删去它。",
        "The key {key} of {subject} is not one of the format.",
        "Correct its name, or remove it.",
    ),
    "missing-key": _entry(
        "“{subject}”缺少必需的键“{key}”。", "请补上它。", "The key {key} of {subject} is missing.", "Add it."
    ),
    "wrong-type": _entry(
        "“{subject}”的 {path} 是 {value}，应为{expected}。",
        "请改成{expected}。",
        "At {path}, {subject} has {value} in place of {expected}.",
        "Write {expected}.",
    ),
    "number-out-of-range": _entry(
        "“{subject}”的 {path} 是 {value}，超出允许范围（{limit}）。",
        "请改成 {limit} 的数。",
        "At {path}, {subject} has {value}, outside the range allowed ({limit}).",
        "Write a number {limit}.",
    ),
    "unknown-word": _entry(
        "“{subject}”的 {path} 是“{value}”，不在可用的词之内。",
        "请改成其中之一：{expected}。",
        "At {path}, {subject} has {value}, which is none of the words allowed.",
        "Write one of {expected}.",
    ),
    "bad-date": _entry(
        "{path} 的日期“{value}”不对。",
        "请写成 YYYY-MM-DD 的真实日期。",
        "The date {value} at {path} is none.",
        "Write a real date as YYYY-MM-DD.",
    ),
    "bad-time": _entry(
        "{path} 的时间“{value}”不对。",
        "请写成 HH:MM，如 08:30。",
        "The time {value} at {path} is none.",
        "Write it as HH:MM, like 08:30.",
    ),
    "blank": _entry(
        "{path} 是空白。", "请填上编号或名称。", "The text at {path} is blank.", "Give it an id or a name."
    ),
    "not-unicode": _entry(
        "“{subject}”的 {path} 含有不成字的代码。",
        "请重新输入这段文字。",
        "The text of {subject} at {path} holds half a character.",
        "Type the text again.",
    ),
    "text-too-long": _entry(
        "“{subject}”的 {path} 超过 {limit} 字。",
        "请缩短它。",
        "The text of {subject} at {path} is longer than {limit} characters.",
        "Shorten it.",
    ),
    "null-in-lock": _entry(
        "“{subject}”的锁定里有写成 null 的项。",
        "不锁定的项请整个删去。",
        "The lock on {subject} has a part that is null.",
        "Leave out the parts that are free.",
    ),
    "duplicate-id": _entry(
        "编号“{subject}”重复，{first} 已经用过。",
        "请给其中一行换一个编号。",
        "The id {subject} is given twice; {first} has it already.",
        "Give one of the rows another id.",
    ),
    "repeated-entry": _entry(
        "“{subject}”的 {path} 重复列出了 {entries}。",
        "每项只列一次。",
        "The list {path} of {subject} names {entries} more than once.",
        "List each once.",
    ),
}

SENSE_FAULTS = {
    "unknown-station": _unknown("社工站", "station", "stations"),
    "unknown-supervisor": _unknown("督导", "supervisor", "supervisors"),
    "unknown-engagement": _unknown("走访任务", "engagement", "engagements"),
    "unknown-venue": _unknown("场地", "venue", "venues"),
    "unknown-cohort": _unknown("班", "cohort", "cohorts"),
    "unknown-class": _unknown("课程", "class", "classes"),
    "unknown-place": _entry(
        "行程时间中的地点“{unknown}”既不是督导，也不是社工站或场地。",
        "请更正编号，或删去这一行。",
        "The travel override names {unknown}, which is no supervisor, station or venue.",
        "Correct the id, or remove the override.",
    ),
    "ambiguous-place": _entry(
        "行程时间中的编号“{subject}”同时出现在 {lists} 中，分不清是哪个地点。",
        "请给其中之一换一个编号。",
        "The travel override names {subject}, which is an id in {lists}.",
        "Give one of them another id.",
    ),
    "override-twice": _entry(
        "从“{start}”到“{goal}”的行程时间写了两次。",
        "请只保留一行。",
        "The minutes from {start} to {goal} are given twice.",
        "Keep one of the overrides.",
    ),
    "no-slots": _entry(
        "这一期没有任何半天。",
        "请在 slots 中列出工作半天。",
        "The term has no slots.",
        "List its working half-days in slots.",
    ),
    "slot-ends-before-start": _entry(
        "{path} 从 {start} 到 {end}，结束不晚于开始。",
        "请更正 start 或 end。",
        "{path} runs from {start} to {end}: it does not end after it starts.",
        "Correct start or end.",
    ),
    "slots-out-of-order": _entry(
        "{path}（{slot}）排在更晚的 {before} 之后。",
        "请按时间先后排列 slots。",
        "{path} ({slot}) stands after the later {before}.",
        "Put the slots in time order.",
    ),
    "slots-overlap": _entry(
        "{path}（{slot}）与前一个半天（{before}）重叠。",
        "请更正两者之一的时间。",
        "{path} ({slot}) overlaps the slot before it ({before}).",
        "Correct the time of one of them.",
    ),
    "slot-out-of-term": _entry(
        "“{subject}”的 {path} 是第 {slot} 个半天，本期只到 {last}。",
        "请改成 0 到 {last} 之间的编号。",
        "At {path}, {subject} names slot {slot}, but the term's last is {last}.",
        "Use a number from 0 to {last}.",
    ),
    "present-below-duty": _entry(
        "社工站“{subject}”的 present（{present}）小于 duty（{duty}）。",
        "走访时在岗人数不能少于平时，请更正其一。",
        "Station {subject} has present ({present}) below duty ({duty}).",
        "No fewer may be there during a visit than at other times; correct one of them.",
    ),
    "window-reversed": _entry(
        "“{subject}”的 first（{first}）晚于 last（{last}）。",
        "请对调或更正二者。",
        "{subject} has first ({first}) after last ({last}).",
        "Swap or correct them.",
    ),
    "pair-not-same": _entry(
        "结对“{subject}”没有设 same_supervisors。",
        "结对总由同一人上门，请设为 true。",
        "The pairing {subject} does not have same_supervisors.",
        "A pairing is always by the same person: set it to true.",
    ),
    "pair-not-paired": _entry(
        "结对“{subject}”设了 not_paired，等于排除结对的人自己。",
        "请删去 not_paired。",
        "The pairing {subject} has not_paired, which rules out its own supervisor.",
        "Remove not_paired.",
    ),
    "same-and-distinct": _entry(
        "“{subject}”有 {visits} 次走访，却同时要求同一批人（same_supervisors）和不重复的人（distinct）。",
        "请只保留其中一项。",
        "{subject} has {visits} visits and asks for the same supervisors and for distinct ones.",
        "Keep one of the two.",
    ),
    "attendee-is-host": _entry(
        "“{subject}”的主办站“{station}”又列在参加站中。",
        "请把它从 attendees 中删去。",
        "The host {station} of {subject} is also among its attendees.",
        "Remove it from attendees.",
    ),
    "meetings-clash": _entry(
        "会议“{subject}”与“{other}”在同一个半天（{slot}）都有督导“{person}”。",
        "请改其中一个会议的时间或人员。",
        "The meetings {subject} and {other} both have {person} in slot {slot}.",
        "Change the slot or the people of one of them.",
    ),
}

CAMP_FAULTS = {
    "trainee-without-cohort": _entry(
        "学员“{subject}”没有可进的班。",
        "请至少列出一个班。",
        "The trainee {subject} may join no cohort.",
        "List at least one in cohorts.",
    ),
    "class-without-lecturer": _entry(
        "课程“{subject}”没有列出讲师。",
        "请至少列出一位讲师。",
        "The class {subject} lists no lecturer.",
        "List at least one in lecturers.",
    ),
    "class-without-cohort": _entry(
        "课程“{subject}”既没有班，也没有人数。",
        "请列出上课的班，或给出 students。",
        "The class {subject} has neither cohorts nor students.",
        "List the cohorts that take it, or give students.",
    ),
    "after-itself": _entry(
        "课程“{subject}”要求排在自己之后。",
        "请把它从自己的 after 中删去。",
        "The class {subject} must come after itself.",
        "Remove it from its own after.",
    ),
    "cycle-in-after": _entry(
        "课程的先后要求成环：{cycle}。",
        "请删去其中一个 after。",
        "The order of classes goes in a circle: {cycle}.",
        "Remove one of these after entries.",
    ),
    "cohorts-too-small": _entry(
        "{cohorts} 共有 {seats} 个名额，却有 {trainees} 名学员只能进这些班。",
        "请提高 max_size、再开一班，或让部分学员可进别的班。",
        "The cohorts {cohorts} hold {seats} in all, but {trainees} trainees may join no other.",
        "Raise max_size, open another cohort, or let some trainees join others.",
    ),
}

PIN_FAULTS = {
    "lock-out-of-range": _entry(
        "锁定指向“{subject}”的第 {index} 次，但它只有 {count} 次（从 0 数起）。",
        "请更正 index，或删去这条锁定。",
        "The lock is on number {index} of {subject}, which has {count} (counted from 0).",
        "Correct index, or remove the lock.",
    ),
    "locks-contradict": _entry(
        "“{subject}”第 {index} 次的两条锁定在 {part} 上互相矛盾。",
        "请删去其中一条。",
        "Two locks on number {index} of {subject} disagree about {part}.",
        "Remove one of them.",
    ),
    "baseline-twice": _entry(
        "已发布的安排中“{subject}”第 {index} 次出现了两次。",
        "请只保留实际的一行。",
        "The baseline holds number {index} of {subject} twice.",
        "Keep the row that is true.",
    ),
    "frozen-beyond-term": _entry(
        "frozen_until 是 {frozen}，但本期只有 {count} 个半天。",
        "请改成不超过 {count} 的数。",
        "frozen_until is {frozen}, but the term has {count} slots.",
        "Use at most {count}.",
    ),
    "frozen-without-baseline": _entry(
        "frozen_until 是 {frozen}，却没有已发布的安排（baseline）可以照旧。",
        "请给出 baseline，或把 frozen_until 设为 0。",
        "frozen_until is {frozen}, but there is no baseline to keep.",
        "Give the baseline, or set frozen_until to 0.",
    ),
    "frozen-breaks-rule": _entry(
        "已发生的部分违反规则 {rule}：{broken}。",
        "请按实际情况更正 baseline，或更正当时的可用时间、上限等资料。",
        "The frozen part breaks rule {rule}: {broken}.",
        "Correct the baseline, or the availability and limits as they were then.",
    ),
}

CAUTIONS = {
    "too-few-eligible": _entry(
        "“{subject}”需要 {needed} 位督导，能担任的只有 {eligible} 位。",
        "请增加可担任的人，或减少走访次数与人数。",
        "{subject} needs {needed} supervisors, and {eligible} are eligible.",
        "Let more people serve it, or ask for fewer visits or a smaller panel.",
    ),
    "no-free-slot": _entry(
        "“{subject}”在第 {first} 至 {last} 个半天之间，没有一个半天是各站都开放且有 {panel} 位可担任的督导有空的。",
        "请放宽期限，或增加可用的半天或人选。",
        "{subject} has no slot from {first} to {last} with its stations open and {panel} eligible people free.",
        "Widen its window, or free more slots or people.",
    ),
    "window-too-short": _entry(
        "“{subject}”要 {visits} 次走访，按至少隔 {gap} 天最多排得下 {most} 次。",
        "请放宽期限、缩短间隔，或减少次数。",
        "{subject} asks for {visits} visits; at least {gap} days apart, {most} fit.",
        "Widen its window, shorten the gap, or ask for fewer.",
    ),
    "nobody-for-all": _entry(
        "“{subject}”的 {visits} 次走访须由同一人完成，时间最合适的人也只能排 {most} 次。",
        "请增加人选或可用半天，或减少次数。",
        "{subject} wants one person for {visits} visits, and the best-placed one has time for {most}.",
        "Add people or free slots, or ask for fewer visits.",
    ),
    "pairs-over-capacity": _entry(
        "结对共需 {needed} 个名额，可结对的督导总共只有 {capacity} 个（max_pairs）。",
        "请增加结对督导或提高 max_pairs。",
        "The pairings need {needed} places, and the supervisors' max_pairs give {capacity}.",
        "Add supervisors for pairing, or raise max_pairs.",
    ),
    "scheme-over-capacity": _entry(
        "“{subject}”类走访共需 {needed} 人次，能担任的督导最多可上 {capacity} 人次。",
        "请增加督导或可用时间，或减少次数。",
        "The {subject} visits need {needed} slots of people, and those who serve them can work {capacity}.",
        "Add supervisors or availability, or ask for fewer visits.",
    ),
    "total-over-capacity": _entry(
        "全部走访与授课共需 {needed} 人次，所有人合计最多可上 {capacity} 人次。",
        "请增加人员或可用时间，或减少需求。",
        "All visits and course sessions need {needed} slots of people, and everybody together can work {capacity}.",
        "Add people or availability, or ask for less.",
    ),
    "lectures-over-capacity": _entry(
        "课程共需 {needed} 场授课，讲师合计最多可上 {capacity} 场。",
        "请增加讲师或可用时间，或减少场次。",
        "The classes need {needed} course sessions, and their lecturers can give {capacity}.",
        "Add lecturers or availability, or plan fewer course sessions.",
    ),
    "target-out-of-reach": _entry(
        "督导“{subject}”约定 {target} 个半天，按可用时间与上限最多只能上 {capacity} 个。",
        "请降低 target，或增加可用时间与上限。",
        "{subject} has a target of {target} slots, and availability and limits allow {capacity}.",
        "Lower target, or raise availability or limits.",
    ),
    "keep-without-same": _entry(
        "“{subject}”列了 keep，却没有 same_supervisors，keep 不起作用。",
        "请设 same_supervisors，或删去 keep。",
        "{subject} has keep without same_supervisors, so keep has no effect.",
        "Set same_supervisors, or remove keep.",
    ),
    "keep-and-avoid": _entry(
        "“{subject}”的 keep 与 avoid 都列了 {people}。",
        "请从其中之一删去。",
        "{subject} wants both to keep and to avoid {people}.",
        "Remove them from one of the two.",
    ),
    "ideal-below-min-gap": _entry(
        "“{subject}”的理想间隔 {ideal} 天小于最短间隔 {gap} 天，永远达不到。",
        "请更正 ideal_gap_days 或 min_gap_days。",
        "{subject} has an ideal gap of {ideal} days below its least gap of {gap}, so it is never met.",
        "Correct ideal_gap_days or min_gap_days.",
    ),
    "lecturer-without-role": _entry(
        "课程“{subject}”的讲师{people}没有“lecture”角色。",
        "请在其 roles 中加上 lecture，或换讲师。",
        "The lecturers {people} of the class {subject} do not have the role lecture.",
        "Add lecture to their roles, or name others.",
    ),
    "trainees-not-settled": _entry(
        "班“{subject}”已经开课，仍有 {trainees} 名学员可以改到别的班。",
        "请让已经上课的学员只列这一个班。",
        "The cohort {subject} has begun, and {trainees} trainees may still be put in or out of it.",
        "List only that cohort for those who have begun in it.",
    ),
    "class-without-venue": _entry(
        "没有场地具备课程“{subject}”要求的全部设施：{features}。",
        "请增加场地或放宽 features。",
        "No venue has all that the class {subject} needs: {features}.",
        "Add a venue, or ask for fewer features.",
    ),
    "class-without-time": _entry(
        "课程“{subject}”要 {sessions} 场，任何一位讲师在合用场地开放时最多只能上 {most} 场。",
        "请增加讲师、可用时间或场地。",
        "The class {subject} has {sessions} course sessions; no lecturer can give over {most} in a suitable venue.",
        "Add lecturers, availability or venues.",
    ),
    "venues-over-capacity": _entry(
        "需要设施 {features} 的课程共 {needed} 场，合用场地只开放 {capacity} 个半天。",
        "请增加场地或开放时间。",
        "Classes that need {features} have {needed} course sessions, and suitable venues are open for {capacity}.",
        "Add venues or opening times.",
    ),
    "cohort-over-slots": _entry(
        "班“{subject}”共有 {needed} 场课，可上课的半天只有 {capacity} 个。",
        "请减少课程，或开放更多半天。",
        "The cohort {subject} has {needed} course sessions, and {capacity} slots to hold them in.",
        "Give it fewer classes, or open more slots.",
    ),
    "class-empties-station": _entry(
        "社工站“{subject}”有 {away} 名学员必上课程“{camp_class}”，但最多只能离岗 {spare} 人。",
        "请让部分学员进别的班，或调整在岗人数。",
        "Station {subject} has {away} trainees who must take the class {camp_class}, and can spare {spare}.",
        "Let some of them join another cohort, or change duty.",
    ),
    "station-understaffed": _entry(
        "社工站“{subject}”有 {staff} 人，少于须在岗的 {duty} 人，学员无法外出上课。",
        "请核对 staff 与 duty。",
        "Station {subject} has {staff} staff, fewer than the {duty} that must stay, so no trainee can leave.",
        "Check staff and duty.",
    ),
    "lock-pins-nothing": _entry(
        "“{subject}”第 {index} 次的锁定没有写明锁定什么。",
        "请写上 slot、supervisors、venue 或 lecturer，或删去它。",
        "The lock on number {index} of {subject} pins nothing.",
        "Give slot, supervisors, venue or lecturer, or remove it.",
    ),
    "lock-breaks-rule": _entry(
        "锁定违反规则 {rule}：{broken}。",
        "请改动或删去锁定，否则这一规则必被打破。",
        "The lock breaks rule {rule}: {broken}.",
        "Change or remove the lock, else the rule is broken in every plan.",
    ),
    "lock-cannot-hold": _entry(
        "“{subject}”第 {index} 次的锁定做不到：{reason}。",
        "请改动或删去锁定。",
        "The lock on number {index} of {subject} cannot hold: {reason}.",
        "Change or remove the lock.",
    ),
    "baseline-breaks-rule": _entry(
        "已发布的安排违反规则 {rule}：{broken}。",
        "重排时会改动它，无须处理；若资料有误请更正。",
        "The baseline breaks rule {rule}: {broken}.",
        "A new plan will change it; mend the data if they are wrong.",
    ),
}

FAULTS = FILE_FAULTS | SHAPE_FAULTS | SENSE_FAULTS | CAMP_FAULTS | PIN_FAULTS
"""What makes a file unusable."""
CATALOGUE = FAULTS | CAUTIONS
