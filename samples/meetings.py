"""Fixed meetings of a sample city: each county's monthly one and the quarterly one of the whole city."""

from typing import Final

from samples.setting import Setting
from samples.stations import SampleStation
from solver.ids import MeetingId, StationId
from solver.problem import Meeting, Supervisor

SUPERVISORS_AT_THE_QUARTERLY: Final = 12


def make_meetings(stations: list[SampleStation], supervisors: list[Supervisor], setting: Setting) -> list[Meeting]:
    """One meeting per county and month, and the quarterly one in the last week, never two in one slot of a station."""
    term, rng = setting.term, setting.stream("meetings")
    quarterly = rng.choice(term.in_week(len(term.weeks) - 1))
    counties: dict[str, list[StationId]] = {}
    for station in stations:
        counties.setdefault(station.row.county, []).append(station.row.id)
    months = sorted({slot.date.month for slot in term.slots})
    meetings = [
        Meeting(
            id=MeetingId(f"{county}{month}月例会"),
            slot=rng.choice([slot for slot in term.in_month(month) if slot != quarterly]),
            stations=ids,
        )
        for county, ids in counties.items()
        for month in months
    ]
    free = [person.id for person in supervisors if quarterly not in person.unavailable]
    everyone = [station.row.id for station in stations]
    attending = free[:SUPERVISORS_AT_THE_QUARTERLY]
    return [
        *meetings,
        Meeting(id=MeetingId(f"{setting.prefix}季度例会"), slot=quarterly, stations=everyone, supervisors=attending),
    ]
