"""The roster in the terminal: one line of weeks for each supervisor, station or venue, and the dates of a few."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from cli.words import CLASS_MARK, MEETING_MARK, SCHEME_MARKS, moment
from scheduler.words import SCHEMES
from solver.ids import SupervisorId
from solver.plan import Plan
from solver.problem import Problem, Scheme, Station, Supervisor, Venue
from solver.wording import Lang, Wording

STYLES: Final = {
    Scheme.PAIR: "bold blue",
    Scheme.ROVING: "bold green",
    Scheme.RESIDENT: "bold yellow",
    Scheme.EVALUATION: "bold magenta",
    Scheme.CHIEF: "bold red",
}
CLASS_STYLE: Final = "bold cyan"
MEETING_STYLE: Final = "dim"
WEEK_WIDTH: Final = 7
"""Columns of a terminal for three signs and a blank."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that takes a slot: its sign in the overview, and its words in a list of dates."""

    slot: int
    mark: Text
    words: str
    people: tuple[str, ...]
    is_meeting: bool = False


class Roster:
    """The entries of a plan by whom or what they take. Rows of the plan that the problem does not know are left out."""

    def __init__(self, problem: Problem, plan: Plan, lang: Lang) -> None:
        self.problem = problem
        self._lang = lang
        rows: tuple[Supervisor | Station | Venue, ...] = (*problem.supervisors, *problem.stations, *problem.venues)
        self.names: dict[str, str] = {row.id: row.name for row in rows}
        self.of: dict[str, list[Entry]] = defaultdict(list)
        for ids, entry in (*self._visits(plan), *self._sessions(plan), *self._meetings()):
            if entry.slot < len(problem.slots):
                for row_id in ids:
                    self.of[row_id].append(entry)
        for entries in self.of.values():
            entries.sort(key=lambda entry: entry.slot)

    def _visits(self, plan: Plan) -> Iterator[tuple[list[str], Entry]]:
        engagements = {row.id: row for row in self.problem.engagements}
        for visit in plan.visits:
            if (row := engagements.get(visit.engagement)) is None:
                continue
            mark = Text(SCHEME_MARKS[row.scheme].say(self._lang), STYLES[row.scheme])
            words = f"{SCHEMES[row.scheme].say(self._lang)} {self.names[row.station]}"
            entry = Entry(visit.slot, mark, words, self._people(visit.supervisors))
            yield [*visit.supervisors, row.station, *row.attendees], entry

    def _sessions(self, plan: Plan) -> Iterator[tuple[list[str], Entry]]:
        titles = {row.id: row.title for row in self.problem.classes}
        for session in plan.sessions:
            if session.class_id not in titles:
                continue
            words = f"{titles[session.class_id]} {self.names.get(session.venue, session.venue)}"
            mark = Text(CLASS_MARK.say(self._lang), CLASS_STYLE)
            yield [session.lecturer, session.venue], Entry(session.slot, mark, words, self._people([session.lecturer]))

    def _meetings(self) -> Iterator[tuple[list[str], Entry]]:
        for row in self.problem.meetings:
            mark = Text(MEETING_MARK.say(self._lang), MEETING_STYLE)
            yield [*row.supervisors, *row.stations], Entry(row.slot, mark, row.id, (), is_meeting=True)

    def _people(self, ids: list[SupervisorId]) -> tuple[str, ...]:
        return tuple(self.names.get(person, person) for person in ids)

    def worked(self, row_id: str) -> int:
        """How many visits and course sessions take the row."""
        return sum(not entry.is_meeting for entry in self.of[row_id])

    def overview(self, title: str, rows: list[tuple[str, str, str]], width: int) -> Iterator[Table]:
        """A line for each (id, name, what stands beside it), a column for each week, a sign for each entry.

        As many weeks side by side as `width` columns of the terminal hold; the rest in further tables.
        """
        weeks = {slot.date.isocalendar()[:2]: slot.date for slot in reversed(self.problem.slots)}
        ordered = sorted(weeks)
        beside = sum(max(cell_len(row[part]) for row in rows) + 1 for part in (1, 2))
        fitting = max(1, (width - beside) // WEEK_WIDTH)
        for first in range(0, len(ordered), fitting):
            shown = ordered[first : first + fitting]
            table = Table(title=title, title_justify="left", box=None, pad_edge=False, padding=(0, 1, 0, 0))
            table.add_column(no_wrap=True)
            table.add_column(justify="right", style="dim", no_wrap=True)
            for week in shown:
                table.add_column(f"{weeks[week]:%m-%d}", header_style="dim", no_wrap=True)
            for row_id, name, number in rows:
                table.add_row(name, number, *self._marks(row_id, shown))
            yield table

    def _marks(self, row_id: str, weeks: list[tuple[int, int]]) -> list[Text]:
        """The signs of the row's entries, week by week."""
        cells = {week: Text() for week in weeks}
        for entry in self.of[row_id]:
            week = self.problem.slots[entry.slot].date.isocalendar()[:2]
            if week in cells:
                cells[week].append_text(entry.mark)
        return list(cells.values())

    def dates(self, row_id: str) -> Iterator[Text]:
        """A line for each entry of one row, in time order."""
        for entry in self.of[row_id]:
            line = Text(f"  {moment(self.problem.slots[entry.slot], self._lang)}  ")
            yield line.append_text(entry.mark).append(f" {entry.words}  ").append("、".join(entry.people), "dim")

    def legend(self) -> Text:
        """What the signs mean."""
        line = Text()
        for scheme in Scheme:
            mark = SCHEME_MARKS[scheme].say(self._lang)
            line.append(mark, STYLES[scheme]).append(f" {SCHEMES[scheme].say(self._lang)}  ")
        line.append(CLASS_MARK.say(self._lang), CLASS_STYLE).append(Wording(" 培训  ", " camp  ").say(self._lang))
        return line.append(MEETING_MARK.say(self._lang), MEETING_STYLE).append(
            Wording(" 会议", " meeting").say(self._lang)
        )
