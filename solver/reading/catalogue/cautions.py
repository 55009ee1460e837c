"""What is foreseen of a usable problem."""

from solver.reading.catalogue.entry import entry

CAUTIONS = {
    "too-few-eligible": entry(
        "“{subject}”需要 {needed} 位督导，能担任的只有 {eligible} 位。",
        "请增加可担任的人，或减少走访次数与人数。",
        "{subject} needs {needed} supervisors; eligible: {eligible}.",
        "Let more people serve it, or ask for fewer visits or a smaller panel.",
    ),
    "no-free-slot": entry(
        "“{subject}”从 {first} 到 {last}，没有一个半天是各站都开放且有 {panel} 位可担任的督导有空的。",
        "请放宽期限，或增加可用的半天或人选。",
        "From {first} to {last}, {subject} has no slot with its stations open and its panel ({panel}) free.",
        "Widen its window, or free more slots or people.",
    ),
    "window-too-short": entry(
        "“{subject}”要 {visits} 次走访，按至少隔 {gap} 天最多排得下 {most} 次。",
        "请放宽期限、缩短间隔，或减少次数。",
        "{subject} asks for {visits} visits; at least {gap} days apart, {most} fit.",
        "Widen its window, shorten the gap, or ask for fewer.",
    ),
    "nobody-for-all": entry(
        "“{subject}”的 {visits} 次走访须由同一人完成，时间最合适的人也只能排 {most} 次。",
        "请增加人选或可用半天，或减少次数。",
        "{subject} wants one person for {visits} visits, and the best-placed one has time for {most}.",
        "Add people or free slots, or ask for fewer visits.",
    ),
    "pairs-over-capacity": entry(
        "结对共需 {needed} 个名额，可结对的督导总共只有 {capacity} 个（max_pairs）。",
        "请增加结对督导或提高 max_pairs。",
        "The pairings need {needed} places, and the supervisors' max_pairs give {capacity}.",
        "Add supervisors for pairing, or raise max_pairs.",
    ),
    "scheme-over-capacity": entry(
        "“{subject}”类走访共需 {needed} 人次，能担任的督导最多可上 {capacity} 人次。",
        "请增加督导或可用时间，或减少次数。",
        "The {subject} visits need {needed} slots of people, and those who serve them can work {capacity}.",
        "Add supervisors or availability, or ask for fewer visits.",
    ),
    "total-over-capacity": entry(
        "全部走访与授课共需 {needed} 人次，所有人合计最多可上 {capacity} 人次。",
        "请增加人员或可用时间，或减少需求。",
        "All visits and course sessions need {needed} slots of people, and everybody together can work {capacity}.",
        "Add people or availability, or ask for less.",
    ),
    "lectures-over-capacity": entry(
        "课程共需 {needed} 场授课，讲师合计最多可上 {capacity} 场。",
        "请增加讲师或可用时间，或减少场次。",
        "The classes need {needed} course sessions, and their lecturers can give {capacity}.",
        "Add lecturers or availability, or plan fewer course sessions.",
    ),
    "target-out-of-reach": entry(
        "督导“{subject}”约定 {target} 个半天，按可用时间与上限最多只能上 {capacity} 个。",
        "请降低 target，或增加可用时间与上限。",
        "{subject} has a target of {target} slots, and availability and limits allow {capacity}.",
        "Lower target, or raise availability or limits.",
    ),
    "keep-without-same": entry(
        "“{subject}”列了 keep，却没有 same_supervisors，keep 不起作用。",
        "请设 same_supervisors，或删去 keep。",
        "{subject} has keep without same_supervisors, so keep has no effect.",
        "Set same_supervisors, or remove keep.",
    ),
    "keep-and-avoid": entry(
        "“{subject}”的 keep 与 avoid 都列了 {people}。",
        "请从其中之一删去。",
        "{subject} wants both to keep and to avoid {people}.",
        "Remove them from one of the two.",
    ),
    "ideal-below-min-gap": entry(
        "“{subject}”的理想间隔 {ideal} 天小于最短间隔 {gap} 天，永远达不到。",
        "请更正 ideal_gap_days 或 min_gap_days。",
        "{subject} has an ideal gap of {ideal} days below its least gap of {gap}, so it is never met.",
        "Correct ideal_gap_days or min_gap_days.",
    ),
    "lecturer-without-role": entry(
        "课程“{subject}”的讲师{people}没有“lecture”角色。",
        "请在其 roles 中加上 lecture，或换讲师。",
        "The lecturers {people} of the class {subject} do not have the role lecture.",
        "Add lecture to their roles, or name others.",
    ),
    "trainees-not-settled": entry(
        "班“{subject}”已经开课，仍有 {trainees} 名学员可以改到别的班。",
        "请让已经上课的学员只列这一个班。",
        "The cohort {subject} has begun; trainees who may still be put in or out of it: {trainees}.",
        "List only that cohort for those who have begun in it.",
    ),
    "class-without-venue": entry(
        "没有场地具备课程“{subject}”要求的全部设施：{features}。",
        "请增加场地或放宽 features。",
        "No venue has all that the class {subject} needs: {features}.",
        "Add a venue, or ask for fewer features.",
    ),
    "class-without-time": entry(
        "课程“{subject}”要 {sessions} 场，任何一位讲师在合用场地开放时最多只能上 {most} 场。",
        "请增加讲师、可用时间或场地。",
        "The class {subject} has {sessions} course sessions; no lecturer can give over {most} in a suitable venue.",
        "Add lecturers, availability or venues.",
    ),
    "venues-over-capacity": entry(
        "设施要求为{features}的课程共 {needed} 场，合用场地只开放 {capacity} 个半天。",
        "请增加场地或开放时间。",
        "Classes that need {features} have {needed} course sessions, and suitable venues are open for {capacity}.",
        "Add venues or opening times.",
    ),
    "cohort-over-slots": entry(
        "班“{subject}”共有 {needed} 场课，可上课的半天只有 {capacity} 个。",
        "请减少课程，或开放更多半天。",
        "The cohort {subject} has {needed} course sessions, and {capacity} slots to hold them in.",
        "Give it fewer classes, or open more slots.",
    ),
    "class-empties-station": entry(
        "社工站“{subject}”有 {away} 名学员必上课程“{camp_class}”，但最多只能离岗 {spare} 人。",
        "请让部分学员进别的班，或调整在岗人数。",
        "Trainees of station {subject} who must take the class {camp_class}: {away}; it can spare {spare}.",
        "Let some of them join another cohort, or change duty.",
    ),
    "station-understaffed": entry(
        "社工站“{subject}”有 {staff} 人，少于须在岗的 {duty} 人，学员无法外出上课。",
        "请核对 staff 与 duty。",
        "Station {subject} has a staff of {staff}; {duty} must stay, so no trainee can leave.",
        "Check staff and duty.",
    ),
    "lock-pins-nothing": entry(
        "“{subject}”第 {index} 次的锁定没有写明锁定什么。",
        "请写上 slot、supervisors、venue 或 lecturer，或删去它。",
        "The lock on number {index} of {subject} pins nothing.",
        "Give slot, supervisors, venue or lecturer, or remove it.",
    ),
    "lock-breaks-rule": entry(
        "锁定违反规则 {rule}：{broken}。",
        "请改动或删去锁定，否则这一规则必被打破。",
        "The lock breaks rule {rule}: {broken}.",
        "Change or remove the lock, else the rule is broken in every plan.",
    ),
    "lock-cannot-hold": entry(
        "“{subject}”第 {index} 次的锁定做不到：{reason}。",
        "请改动或删去锁定。",
        "The lock on number {index} of {subject} cannot hold: {reason}.",
        "Change or remove the lock.",
    ),
    "baseline-breaks-rule": entry(
        "已发布的安排违反规则 {rule}：{broken}。",
        "重排时会改动它，无须处理；若资料有误请更正。",
        "The baseline breaks rule {rule}: {broken}.",
        "A new plan will change it; mend the data if they are wrong.",
    ),
}
