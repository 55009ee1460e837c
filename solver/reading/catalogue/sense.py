"""What rows of the right shape can get wrong together."""

from solver.reading.catalogue.entry import Entry, entry

_UNKNOWN_FIX = ("请更正编号，或在 {} 中补上这一行。", "Correct the id, or add its row to {}.")


def _unknown(zh: str, en: str, key: str) -> Entry:
    return entry(
        f"“{{subject}}”提到了不存在的{zh}“{{unknown}}”。",
        _UNKNOWN_FIX[0].format(key),
        f"{{subject}} names the {en} {{unknown}}, which does not exist.",
        _UNKNOWN_FIX[1].format(key),
    )


SENSE_FAULTS = {
    "unknown-station": _unknown("社工站", "station", "stations"),
    "unknown-supervisor": _unknown("督导", "supervisor", "supervisors"),
    "unknown-engagement": _unknown("走访任务", "engagement", "engagements"),
    "unknown-venue": _unknown("场地", "venue", "venues"),
    "unknown-cohort": _unknown("班", "cohort", "cohorts"),
    "unknown-class": _unknown("课程", "class", "classes"),
    "unknown-place": entry(
        "行程时间中的地点“{unknown}”既不是督导，也不是社工站或场地。",
        "请更正编号，或删去这一行。",
        "The travel override names {unknown}, which is no supervisor, station or venue.",
        "Correct the id, or remove the override.",
    ),
    "ambiguous-place": entry(
        "行程时间中的编号“{subject}”同时出现在 {lists} 中，分不清是哪个地点。",
        "请给其中之一换一个编号。",
        "The travel override names {subject}, which is an id in {lists}.",
        "Give one of them another id.",
    ),
    "override-twice": entry(
        "从“{start}”到“{goal}”的行程时间写了两次。",
        "请只保留一行。",
        "The minutes from {start} to {goal} are given twice.",
        "Keep one of the overrides.",
    ),
    "no-slots": entry(
        "这一期没有任何半天。",
        "请在 slots 中列出工作半天。",
        "The term has no slots.",
        "List its working half-days in slots.",
    ),
    "slot-ends-before-start": entry(
        "{path} 从 {start} 到 {end}，结束不晚于开始。",
        "请更正 start 或 end。",
        "{path} runs from {start} to {end}: it does not end after it starts.",
        "Correct start or end.",
    ),
    "slots-out-of-order": entry(
        "{path}（{slot}）排在更晚的 {before} 之后。",
        "请按时间先后排列 slots。",
        "{path} ({slot}) stands after the later {before}.",
        "Put the slots in time order.",
    ),
    "slots-overlap": entry(
        "{path}（{slot}）与前一个半天（{before}）重叠。",
        "请更正两者之一的时间。",
        "{path} ({slot}) overlaps the slot before it ({before}).",
        "Correct the time of one of them.",
    ),
    "slot-out-of-term": entry(
        "“{subject}”的 {path} 是第 {slot} 个半天，本期只到 {last}。",
        "请改成 0 到 {last} 之间的编号。",
        "At {path}, {subject} names slot {slot}, but the term's last is {last}.",
        "Use a number from 0 to {last}.",
    ),
    "present-below-duty": entry(
        "社工站“{subject}”的 present（{present}）小于 duty（{duty}）。",
        "走访时在岗人数不能少于平时，请更正其一。",
        "Station {subject} has present ({present}) below duty ({duty}).",
        "No fewer may be there during a visit than at other times; correct one of them.",
    ),
    "window-reversed": entry(
        "“{subject}”的 first（{first}）晚于 last（{last}）。",
        "请对调或更正二者。",
        "{subject} has first ({first}) after last ({last}).",
        "Swap or correct them.",
    ),
    "too-many-fields": entry(
        "安排“{subject}”要求 {count} 个领域，最多 {limit} 个。",
        "请只留下真正需要的领域。",
        "The engagement {subject} wants {count} fields; {limit} is the most.",
        "Keep only the fields that are really needed.",
    ),
    "pair-not-same": entry(
        "结对“{subject}”没有设 same_supervisors。",
        "结对总由同一人上门，请设为 true。",
        "The pairing {subject} does not have same_supervisors.",
        "A pairing is always by the same person: set it to true.",
    ),
    "pair-not-paired": entry(
        "结对“{subject}”设了 not_paired，等于排除结对的人自己。",
        "请删去 not_paired。",
        "The pairing {subject} has not_paired, which rules out its own supervisor.",
        "Remove not_paired.",
    ),
    "same-and-distinct": entry(
        "“{subject}”有 {visits} 次走访，却同时要求同一批人（same_supervisors）和不重复的人（distinct）。",
        "请只保留其中一项。",
        "{subject} has {visits} visits and asks for the same supervisors and for distinct ones.",
        "Keep one of the two.",
    ),
    "attendee-is-host": entry(
        "“{subject}”的主办站“{station}”又列在参加站中。",
        "请把它从 attendees 中删去。",
        "The host {station} of {subject} is also among its attendees.",
        "Remove it from attendees.",
    ),
    "meetings-clash": entry(
        "会议“{subject}”与“{other}”在同一个半天（{slot}）都有督导“{person}”。",
        "请改其中一个会议的时间或人员。",
        "The meetings {subject} and {other} both have {person} in slot {slot}.",
        "Change the slot or the people of one of them.",
    ),
}

CAMP_FAULTS = {
    "trainee-without-cohort": entry(
        "学员“{subject}”没有可进的班。",
        "请至少列出一个班。",
        "The trainee {subject} may join no cohort.",
        "List at least one in cohorts.",
    ),
    "class-without-lecturer": entry(
        "课程“{subject}”没有列出讲师。",
        "请至少列出一位讲师。",
        "The class {subject} lists no lecturer.",
        "List at least one in lecturers.",
    ),
    "class-without-cohort": entry(
        "课程“{subject}”既没有班，也没有人数。",
        "请列出上课的班，或给出 students。",
        "The class {subject} has neither cohorts nor students.",
        "List the cohorts that take it, or give students.",
    ),
    "after-itself": entry(
        "课程“{subject}”要求排在自己之后。",
        "请把它从自己的 after 中删去。",
        "The class {subject} must come after itself.",
        "Remove it from its own after.",
    ),
    "cycle-in-after": entry(
        "课程的先后要求成环：{cycle}。",
        "请删去其中一个 after。",
        "The order of classes goes in a circle: {cycle}.",
        "Remove one of these after entries.",
    ),
    "cohorts-too-small": entry(
        "{cohorts} 共有 {seats} 个名额，却有 {trainees} 名学员只能进这些班。",
        "请提高 max_size、再开一班，或让部分学员可进别的班。",
        "{cohorts} hold {seats} in all; trainees who may join no other cohort: {trainees}.",
        "Raise max_size, open another cohort, or let some trainees join others.",
    ),
}

PIN_FAULTS = {
    "lock-out-of-range": entry(
        "锁定指向“{subject}”的第 {index} 次，但它只有 {count} 次（从 0 数起）。",
        "请更正 index，或删去这条锁定。",
        "The lock is on number {index} of {subject}, which has {count} (counted from 0).",
        "Correct index, or remove the lock.",
    ),
    "locks-contradict": entry(
        "“{subject}”第 {index} 次的两条锁定在 {part} 上互相矛盾。",
        "请删去其中一条。",
        "Two locks on number {index} of {subject} disagree about {part}.",
        "Remove one of them.",
    ),
    "baseline-twice": entry(
        "已发布的安排中“{subject}”第 {index} 次出现了两次。",
        "请只保留实际的一行。",
        "The baseline holds number {index} of {subject} twice.",
        "Keep the row that is true.",
    ),
    "frozen-beyond-term": entry(
        "frozen_until 是 {frozen}，但本期只有 {count} 个半天。",
        "请改成不超过 {count} 的数。",
        "frozen_until is {frozen}, but the term has {count} slots.",
        "Use at most {count}.",
    ),
    "frozen-without-baseline": entry(
        "frozen_until 是 {frozen}，却没有已发布的安排（baseline）可以照旧。",
        "请给出 baseline，或把 frozen_until 设为 0。",
        "frozen_until is {frozen}, but there is no baseline to keep.",
        "Give the baseline, or set frozen_until to 0.",
    ),
    "frozen-breaks-rule": entry(
        "已发生的部分违反规则 {rule}：{broken}。",
        "请按实际情况更正 baseline，或更正当时的可用时间、上限等资料。",
        "The frozen part breaks rule {rule}: {broken}.",
        "Correct the baseline, or the availability and limits as they were then.",
    ),
}
