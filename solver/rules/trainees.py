"""T6 and T7: who is in which cohort, and the staff left at the stations meanwhile."""

from collections.abc import Iterator

from solver.problem import Station
from solver.rules.daybook import DayBook
from solver.rules.rule import Check, Finding, Rule
from solver.rules.subjects import Facts, Subject
from solver.wording import Wording


def cohort_not_allowed(book: DayBook) -> Iterator[Finding]:
    """Rows of `trainees` that put somebody in a cohort they may not join, or somebody unknown in any."""
    for trainee, cohort in book.plan.trainees.items():
        if trainee not in book.cohort_of:
            facts: Facts = {"trainee": trainee, "cohort": book.register.name_of(cohort)}
            yield Subject(trainee=trainee, cohort=cohort), facts


def without_cohort(book: DayBook) -> Iterator[Finding]:
    """Trainees the plan says nothing about."""
    for trainee in book.register.trainees:
        if trainee not in book.plan.trainees:
            yield Subject(trainee=trainee), {"trainee": trainee}


def cohort_too_big(book: DayBook) -> Iterator[Finding]:
    """Cohorts with more trainees than `max_size`."""
    for cohort in book.register.problem.cohorts:
        size = book.cohort_size[cohort.id]
        if cohort.max_size is not None and size > cohort.max_size:
            facts: Facts = {"cohort": book.register.name_of(cohort.id), "size": size, "most": cohort.max_size}
            yield Subject(cohort=cohort.id), facts


def _short_staffed(book: DayBook, station: Station, slot: int, needed: int) -> Finding:
    facts: Facts = {
        "station": book.register.name_of(station.id),
        "when": book.register.slot_name(slot),
        "away": book.away[station.id, slot],
        "staff": station.staff,
        "needed": needed,
    }
    return Subject(station=station.id, slot=slot), facts


def duty_not_kept(book: DayBook) -> Iterator[Finding]:
    """Stations that keep fewer than `duty` of their staff while the others are at class."""
    for (station_id, slot), away in book.away.items():
        station = book.register.stations[station_id]
        if away > station.staff - station.duty:
            yield _short_staffed(book, station, slot, station.duty)


def visited_short_staffed(book: DayBook) -> Iterator[Finding]:
    """Stations that keep `duty` but, in a slot with a visit, fewer than `present`."""
    for (station_id, slot), away in book.away.items():
        station = book.register.stations[station_id]
        on_duty = away <= station.staff - station.duty
        if on_duty and (station_id, slot) in book.visited and away > station.staff - station.present:
            yield _short_staffed(book, station, slot, station.present)


T6 = Rule(
    "T6",
    Wording(
        "每位学员在一个允许的班里，班级不超员",
        "every trainee has one cohort they may join, and no cohort is over its size",
    ),
    (
        Check(
            "cohort-not-allowed",
            Wording("学员 {trainee} 不能进班级 {cohort}", "trainee {trainee} may not be in cohort {cohort}"),
            cohort_not_allowed,
        ),
        Check("without-cohort", Wording("学员 {trainee} 没有分班", "trainee {trainee} has no cohort"), without_cohort),
        Check(
            "cohort-too-big",
            Wording("班级 {cohort} 有 {size} 人，上限 {most}", "cohort {cohort} has {size} trainees, {most} at most"),
            cohort_too_big,
        ),
    ),
)
T7 = Rule(
    "T7",
    Wording(
        "上课期间站里留够值班人数；有走访时留够接待人数",
        "while staff are at class a station keeps enough on duty, and enough present when it is part of a visit",
    ),
    (
        Check(
            "duty-not-kept",
            Wording(
                "{station} 在 {when} 有 {away} 人上课，共 {staff} 人，值班需 {needed} 人",
                "{station} at {when} has {away} of {staff} staff at class and needs {needed} on duty",
            ),
            duty_not_kept,
        ),
        Check(
            "visited-short-staffed",
            Wording(
                "{station} 在 {when} 有走访，却有 {away} 人上课，共 {staff} 人，接待需 {needed} 人",
                "{station} at {when} is visited with {away} of {staff} staff at class and needs {needed} present",
            ),
            visited_short_staffed,
        ),
    ),
)
