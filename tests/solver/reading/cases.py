"""For every fault code, a change of the tiny problem that must be reported under it, alone and at its place."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from tests.solver.builders import SLOTS, camp_class, engagement, station, tiny_problem

Raw = dict[str, Any]
Source = bytes | str | Raw


class Case(NamedTuple):
    """A file with one fault, and where it must be found."""

    code: str
    source: Source
    path: str
    subject: str | None


def changed(code: str, path: str, subject: str | None, change: Callable[[Raw], object]) -> Case:
    raw = tiny_problem()
    change(raw)
    return Case(code, raw, path, subject)


def on_row(code: str, path: str, subject: str | None, **values: Any) -> Case:
    """The case of one row with some values replaced; `path` is the row, or one of those values in it."""
    section, place = path.split("]")[0].split("[")
    return changed(code, path, subject, lambda raw: raw[section][int(place)].update(values))


def added(code: str, section: str, row: Raw, subject: str, part: str = "") -> Case:
    path = f"{section}[{len(tiny_problem()[section])}]{part}"
    return changed(code, path, subject, lambda raw: raw[section].append(row))


def as_text(raw: Raw) -> str:
    return json.dumps(raw, ensure_ascii=False)


def _travel(code: str, path: str, subject: str, *overrides: list[Any]) -> Case:
    return changed(code, path, subject, lambda raw: raw["travel"].update(overrides=list(overrides)))


def _slot(place: int, **values: Any) -> Callable[[Raw], object]:
    return lambda raw: raw["slots"][place].update(values)


VISIT = {"engagement": "pair-s1", "index": 0, "slot": 1, "supervisors": ["v1"]}
HELD = {"class": "values-1", "index": 0, "slot": 1, "venue": "r1", "lecturer": "v1"}


def _baseline(code: str, path: str, subject: str | None, *visits: Raw, frozen: int = 0) -> Case:
    return Case(code, tiny_problem(baseline={"visits": list(visits)}, frozen_until=frozen), path, subject)


FAULTY: list[Case] = [
    # the file
    Case("empty-file", b" \n", "", None),
    Case("not-utf8", "督导".encode("gb18030"), "", None),
    Case("not-json", b'{"format": }', "", None),
    Case("not-a-number", '{"bound": -Infinity}', "", None),
    Case("number-too-long", "[" + "1" * 5000 + "]", "", None),
    Case("too-deep", "[" * 100_000, "", None),
    Case("not-an-object", "[]", "", None),
    Case("wrong-format", {"format": "dudao-plan/1"}, "format", None),
    Case("wrong-format", tiny_problem(format="dudao-problem/2"), "format", None),
    Case("repeated-key", as_text(tiny_problem()).replace('"kmh": 40', '"kmh": 40, "kmh": 50'), "travel", None),
    # shapes
    changed("unknown-key", "solver", None, lambda raw: raw.update(solver={})),
    on_row("unknown-key", "engagements[1].visit", "pair-s2", visit=2),
    changed("unknown-key", "weights.traval", None, lambda raw: raw["weights"].update(traval=1)),
    changed("unknown-key", "baseline.trainees", None, lambda raw: raw.update(baseline={"trainees": {}})),
    added(
        "unknown-key",
        "locks",
        {"engagement": "pair-s1", "index": 0, "slot": 1, "class": "values-1"},
        "pair-s1",
        ".class",
    ),
    added("unknown-key", "locks", {"engagement": "pair-s1", "index": 0, "lecturer": "v1"}, "pair-s1", ".lecturer"),
    changed("missing-key", "slots[2].end", None, lambda raw: raw["slots"][2].pop("end")),
    changed("missing-key", "supervisors[1].max_pairs", "v2", lambda raw: raw["supervisors"][1].pop("max_pairs")),
    changed("missing-key", "weights.travel", None, lambda raw: raw["weights"].pop("travel")),
    changed("missing-key", "weights", None, lambda raw: raw.pop("weights")),
    on_row("wrong-type", "stations[0].staff", "s1", staff="6"),
    on_row("wrong-type", "stations[0].staff", "s1", staff=6.0),
    on_row("wrong-type", "engagements[0].same_supervisors", "pair-s1", same_supervisors=1),
    on_row("wrong-type", "supervisors[2].employer", "v3", employer=3),
    changed("wrong-type", "venues[1]", None, lambda raw: raw["venues"].__setitem__(1, "r2")),
    changed("wrong-type", "classes", None, lambda raw: raw.update(classes={})),
    changed("wrong-type", "locks", None, lambda raw: raw.update(locks={})),
    changed("wrong-type", "baseline", None, lambda raw: raw.update(baseline=[])),
    _travel("wrong-type", "travel.overrides[0][2]", "", ["v1", "s1"]),
    on_row("number-out-of-range", "stations[1].lat", "s2", lat=91),
    on_row("number-out-of-range", "stations[1].lat", "s2", lat=float("nan")),
    on_row("number-out-of-range", "stations[1].staff", "s2", staff=-1),
    on_row("number-out-of-range", "engagements[1].visits", "pair-s2", visits=0),
    on_row("number-out-of-range", "engagements[1].visits", "pair-s2", visits=10**30),
    on_row("number-out-of-range", "supervisors[0].unavailable[1]", "v1", unavailable=[0, -1]),
    changed("number-out-of-range", "weights.travel", None, lambda raw: raw["weights"].update(travel=-1)),
    changed("number-out-of-range", "travel.kmh", None, lambda raw: raw["travel"].update(kmh=0)),
    changed("number-out-of-range", "frozen_until", None, lambda raw: raw.update(frozen_until=-1)),
    on_row("unknown-word", "engagements[1].scheme", "pair-s2", scheme="paired"),
    on_row("unknown-word", "supervisors[1].roles[0]", "v2", roles=["teach"]),
    on_row("unknown-word", "classes[1].form", "casework-1", form="seminar"),
    changed("bad-date", "slots[0].date", None, _slot(0, date="2026-02-30")),
    changed("bad-date", "slots[0].date", None, _slot(0, date="2026-W41-1")),
    changed("bad-time", "slots[0].start", None, _slot(0, start="T0830")),
    on_row("blank", "meetings[0].id", None, id=" "),
    on_row("not-unicode", "stations[2].name", "s3", name="\ud800"),
    on_row("text-too-long", "stations[2].name", "s3", name="长" * 2001),
    added("null-in-lock", "locks", {"engagement": "pair-s1", "index": 0, "slot": None}, "pair-s1"),
    added("duplicate-id", "stations", station(3), "s3", ".id"),
    added(
        "repeated-entry",
        "locks",
        {"engagement": "eval-s3", "index": 0, "supervisors": ["v1", "v1"]},
        "eval-s3",
        ".supervisors",
    ),
    on_row("repeated-entry", "engagements[4].attendees", "chief-s1", attendees=["s2", "s2"]),
    on_row("repeated-entry", "supervisors[0].unavailable", "v1", unavailable=[4, 4]),
    # sense
    on_row("unknown-station", "engagements[4].attendees[0]", "chief-s1", attendees=["s9"]),
    on_row("unknown-station", "trainees[0].station", "t1", station="v1"),
    on_row("unknown-supervisor", "engagements[0].keep[0]", "pair-s1", keep=["v9"]),
    on_row("unknown-supervisor", "meetings[0].supervisors[0]", "quarterly", supervisors=["v9"]),
    on_row("unknown-supervisor", "classes[0].lecturers[1]", "values-1", lecturers=["v1", "v9"]),
    added("unknown-engagement", "locks", {"engagement": "pair-s9", "index": 0, "slot": 1}, "pair-s9", ".engagement"),
    added("unknown-venue", "locks", {"class": "values-1", "index": 0, "venue": "r9"}, "values-1", ".venue"),
    on_row("unknown-cohort", "classes[1].cohorts[0]", "casework-1", cohorts=["new-9"]),
    on_row("unknown-class", "classes[1].after[0]", "casework-1", after=["values-9"]),
    added("unknown-class", "locks", {"class": "values-9", "index": 0, "slot": 1}, "values-9", ".class"),
    _travel("unknown-place", "travel.overrides[1][0]", "s9", ["v1", "s1", 12], ["s9", "s1", 3]),
    changed(
        "ambiguous-place",
        "travel.overrides[0][1]",
        "s1",
        lambda raw: raw["venues"].append({**raw["venues"][0], "id": "s1"}),
    ),
    _travel("override-twice", "travel.overrides[1]", "v1", ["v1", "s1", 12], ["v1", "s1", 13]),
    Case(
        "no-slots",
        tiny_problem(
            slots=[],
            engagements=[],
            meetings=[],
            stations=[],
            supervisors=[],
            classes=[],
            venues=[],
            trainees=[],
            travel={"road_factor": 1, "kmh": 40},
        ),
        "slots",
        None,
    ),
    changed("slot-ends-before-start", "slots[1]", None, _slot(1, end="13:30")),
    changed("slots-out-of-order", "slots[1]", None, _slot(1, start="08:00", end="08:20")),
    changed("slots-overlap", "slots[1]", None, _slot(1, start="11:29")),
    changed("slots-overlap", "slots[1]", None, lambda raw: raw["slots"].__setitem__(1, dict(SLOTS[0]))),
    on_row("slot-out-of-term", "stations[0].closed[1]", "s1", closed=[3, 16]),
    on_row("slot-out-of-term", "engagements[0].last", "pair-s1", last=16),
    on_row("slot-out-of-term", "meetings[0].slot", "quarterly", slot=16),
    added("slot-out-of-term", "locks", {"class": "values-1", "index": 0, "slot": 16}, "values-1", ".slot"),
    _baseline("slot-out-of-term", "baseline.visits[0].slot", "pair-s1", VISIT | {"slot": 16}),
    on_row("present-below-duty", "stations[0].present", "s1", present=1),
    on_row("window-reversed", "engagements[0].first", "pair-s1", first=9, last=8),
    on_row("too-many-fields", "engagements[0].fields", "pair-s1", fields=[f"f{number}" for number in range(65)]),
    on_row("pair-not-same", "engagements[0].same_supervisors", "pair-s1", same_supervisors=False),
    added(
        "pair-not-same", "engagements", engagement("p", "pair", "s3", same_supervisors=False), "p", ".same_supervisors"
    ),
    on_row("pair-not-paired", "engagements[0].not_paired", "pair-s1", not_paired=True),
    on_row("same-and-distinct", "engagements[2].distinct", "rove-s1", same_supervisors=True, distinct=True),
    on_row("attendee-is-host", "engagements[4].attendees[1]", "chief-s1", attendees=["s2", "s1"]),
    added(
        "meetings-clash", "meetings", {"id": "typhoon", "slot": 15, "supervisors": ["v2"]}, "typhoon", ".supervisors"
    ),
    # the camp
    on_row("trainee-without-cohort", "trainees[0].cohorts", "t1", cohorts=[]),
    on_row("class-without-lecturer", "classes[1].lecturers", "casework-1", lecturers=[]),
    on_row("class-without-cohort", "classes[1].cohorts", "casework-1", cohorts=[]),
    on_row("after-itself", "classes[0].after", "values-1", after=["values-1"]),
    on_row("cycle-in-after", "classes[0].after", "values-1", after=["casework-1"]),
    on_row("cohorts-too-small", "cohorts[1].max_size", "new-2", max_size=0),
    changed(
        "cohorts-too-small",
        "cohorts[0].max_size",
        "new-1",
        lambda raw: [cohort.update(max_size=1) for cohort in raw["cohorts"]],
    ),
    # what stands already
    added("lock-out-of-range", "locks", {"engagement": "pair-s1", "index": 3, "slot": 1}, "pair-s1", ".index"),
    changed(
        "locks-contradict",
        "locks[1].slot",
        "pair-s1",
        lambda raw: raw["locks"].extend([{"engagement": "pair-s1", "index": 0, "slot": slot} for slot in (1, 2)]),
    ),
    _baseline("baseline-twice", "baseline.visits[1]", "pair-s1", VISIT, VISIT | {"slot": 4}),
    _baseline("frozen-beyond-term", "frozen_until", None, frozen=17),
    Case("frozen-without-baseline", tiny_problem(frozen_until=1), "frozen_until", None),
    Case(
        "frozen-breaks-rule",
        tiny_problem(baseline={"sessions": [HELD | {"slot": 0}]}, frozen_until=1),
        "baseline.sessions[0]",
        "values-1",
    ),
    _baseline("frozen-breaks-rule", "baseline.visits[0]", "pair-s1", VISIT | {"slot": 0}, frozen=2),
    _baseline("frozen-breaks-rule", "baseline.visits[0]", "pair-s1", VISIT | {"supervisors": ["v9"]}, frozen=2),
]

CAUTIONED: list[Case] = [
    on_row("too-few-eligible", "engagements[3]", "eval-s3", candidates=["v1"]),
    on_row("too-few-eligible", "engagements[2]", "rove-s1", visits=4),
    on_row("too-few-eligible", "engagements[3]", "eval-s3", panel=3),
    on_row("no-free-slot", "engagements[0]", "pair-s1", visits=1, first=3, last=3),
    on_row("no-free-slot", "engagements[1]", "pair-s2", visits=1, first=0, last=0, candidates=["v1"]),
    on_row("window-too-short", "engagements[0]", "pair-s1", first=0, last=7),
    on_row("window-too-short", "engagements[2]", "rove-s1", same_weekday=True, first=4, last=7),
    changed(
        "nobody-for-all",
        "engagements[0]",
        "pair-s1",
        lambda raw: (
            [
                person.update(unavailable=sorted({*range(16)} - free), target=None)
                for person, free in zip(raw["supervisors"], ({1, 4, 9}, {5, 8, 12}, {4, 5, 13}), strict=True)
            ]
            and raw["engagements"][0].update(visits=4)
        ),
    ),
    changed(
        "pairs-over-capacity",
        "supervisors",
        None,
        lambda raw: [person.update(max_pairs=0) for person in raw["supervisors"]],
    ),
    changed(
        "scheme-over-capacity",
        "engagements",
        "evaluation",
        lambda raw: raw["engagements"].extend(
            engagement(f"e{i}", "evaluation", "s3", panel=2, candidates=["v1", "v2"]) for i in range(14)
        ),
    ),
    changed(
        "total-over-capacity",
        "supervisors",
        None,
        lambda raw: [person.update(max_per_term=4, target=None) for person in raw["supervisors"]],
    ),
    changed(
        "lectures-over-capacity",
        "classes",
        None,
        lambda raw: [person.update(max_per_term=2, target=None) for person in raw["supervisors"]],
    ),
    on_row("target-out-of-reach", "supervisors[0].target", "v1", target=15),
    on_row("keep-without-same", "engagements[2].keep", "rove-s1", keep=["v1"]),
    on_row("keep-and-avoid", "engagements[0].avoid", "pair-s1", avoid=["v2", "v1"]),
    on_row("ideal-below-min-gap", "engagements[0].ideal_gap_days", "pair-s1", ideal_gap_days=6),
    on_row("lecturer-without-role", "supervisors[1]", "v2", roles=["pair", "roving", "evaluation", "chief"])._replace(
        path="classes[0].lecturers", subject="values-1"
    ),
    Case(
        "trainees-not-settled",
        tiny_problem(baseline={"sessions": [HELD]}, frozen_until=2),
        "cohorts[0]",
        "new-1",
    ),
    on_row("class-without-venue", "classes[1].features", "casework-1", features=["kitchen"]),
    on_row("class-without-time", "classes[0]", "values-1", closed=list(range(1, 16))),
    changed(
        "venues-over-capacity",
        "venues",
        None,
        lambda raw: [room.update(closed=[*range(2, 16)]) for room in raw["venues"]],
    ),
    changed(
        "cohort-over-slots",
        "cohorts[0]",
        "new-1",
        lambda raw: raw["classes"].extend(camp_class(f"c{i}", ["new-1"], sessions=7) for i in range(2)),
    ),
    changed("class-empties-station", "stations[2]", "s3", lambda raw: raw["stations"][2].update(duty=6, present=6)),
    on_row("station-understaffed", "stations[0].staff", "s1", staff=1),
    added("lock-pins-nothing", "locks", {"engagement": "pair-s1", "index": 0}, "pair-s1"),
    added("lock-breaks-rule", "locks", {"engagement": "pair-s1", "index": 0, "slot": 3}, "pair-s1"),
    added("lock-breaks-rule", "locks", {"engagement": "chief-s1", "index": 0, "supervisors": ["v1"]}, "chief-s1"),
    added("lock-breaks-rule", "locks", HELD | {"lecturer": "v3"}, "values-1"),
    added("lock-cannot-hold", "locks", {"class": "values-1", "index": 0, "lecturer": "v3"}, "values-1"),
    added("lock-cannot-hold", "locks", {"class": "values-1", "index": 0, "venue": "r2"}, "values-1"),
    added("lock-cannot-hold", "locks", {"class": "values-2", "index": 0, "slot": 2}, "values-2"),
    added("lock-cannot-hold", "locks", {"class": "values-1", "index": 0, "slot": 0, "lecturer": "v1"}, "values-1"),
    added("lock-cannot-hold", "locks", {"class": "values-2", "index": 0, "slot": 1, "venue": "r2"}, "values-2"),
    Case(
        "lock-cannot-hold",
        tiny_problem(baseline={}, frozen_until=4, locks=[{"engagement": "pair-s1", "index": 0, "slot": 2}]),
        "locks[0]",
        "pair-s1",
    ),
    _baseline("baseline-breaks-rule", "baseline.visits[0]", "pair-s1", VISIT | {"slot": 0}),
]
