"""What a plan's costs consist of, in words: by name, by visit, by person."""

from collections import defaultdict
from dataclasses import dataclass

from solver.ids import SupervisorId
from solver.plan import Plan
from solver.problem import Problem
from solver.rules import COSTS, Charge, DayBook, Register, VisitKey, charges
from solver.wording import Lang, Wording

COST_UNITS = {cost.name: cost.unit for cost in COSTS}


@dataclass(frozen=True, slots=True)
class CostShare:
    """One soft cost of the plan: `quantity` units at `weight`, and the parts that pay most, largest first."""

    name: str
    quantity: int
    weight: int
    largest: list[Charge]
    labels: list[str]
    """Whom each of `largest` is charged to, as people know them."""

    @property
    def amount(self) -> int:
        """What it adds to the total."""
        return self.quantity * self.weight

    def message(self, lang: Lang = Lang.ZH) -> str:
        """The cost in a sentence, with its largest parts."""
        says = Wording(
            "{unit}：{quantity} × {weight} = {amount}；最多的是 {parts}",
            "{unit}: {quantity} × {weight} = {amount}; most of it at {parts}",
        )
        listed = [f"{label} {charge.amount}" for label, charge in zip(self.labels, self.largest, strict=True)]
        parts = ("、" if lang is Lang.ZH else ", ").join(listed)
        unit = COST_UNITS[self.name].say(lang)
        return says.say(lang, unit=unit, quantity=self.quantity, weight=self.weight, amount=self.amount, parts=parts)


@dataclass(frozen=True, slots=True)
class VisitBurden:
    """What one planned visit costs: `parts` by name of cost, travel being what would be saved without this stop."""

    visit: VisitKey
    station: str
    when: str
    people: tuple[str, ...]
    parts: dict[str, int]

    @property
    def amount(self) -> int:
        """The sum of the parts."""
        return sum(self.parts.values())

    def message(self, lang: Lang = Lang.ZH) -> str:
        """The visit and its costs in a sentence, dearest first."""
        says = Wording(
            "走访 {visit}（{station}，{when}，{people}）共 {amount}：{parts}",
            "visit {visit} ({station}, {when}, {people}) costs {amount}: {parts}",
        )
        comma = "、" if lang is Lang.ZH else ", "
        dearest = sorted(self.parts.items(), key=lambda part: (-part[1], part[0]))
        listed = comma.join(f"{COST_UNITS[name].say(lang)} {amount}" for name, amount in dearest)
        facts = {"visit": self.visit, "station": self.station, "when": self.when, "people": comma.join(self.people)}
        return says.say(lang, **facts, amount=self.amount, parts=listed)


@dataclass(frozen=True, slots=True)
class LoadGap:
    """A person who works more or less than agreed."""

    person: SupervisorId
    name: str
    worked: int
    target: int
    amount: int

    def message(self, lang: Lang = Lang.ZH) -> str:
        """The gap in a sentence."""
        says = Wording(
            "{name} 排了 {worked} 次，约定 {target} 次（{gap:+d}），计 {amount}",
            "{name} works {worked} slots, {target} agreed ({gap:+d}), which costs {amount}",
        )
        gap = self.worked - self.target
        return says.say(lang, name=self.name, worked=self.worked, target=self.target, gap=gap, amount=self.amount)


@dataclass(frozen=True, slots=True)
class CostExplanation:
    """The total, the costs, the dearest visits, and the people furthest from their agreed number; largest first."""

    total: int
    shares: list[CostShare]
    worst_visits: list[VisitBurden]
    load_gaps: list[LoadGap]


def explain_costs(problem: Problem, plan: Plan, most: int = 10) -> CostExplanation:
    """Where the cost of `plan` comes from: every cost, and up to `most` visits and people; 5 parts of each cost."""
    book = DayBook(Register(problem), plan)
    paid = charges(book)
    return CostExplanation(
        total=sum(charge.amount for charge in paid),
        shares=_shares(book, paid),
        worst_visits=visit_burdens(book, paid)[:most],
        load_gaps=_load_gaps(book)[:most],
    )


def _shares(book: DayBook, paid: list[Charge]) -> list[CostShare]:
    by_name: dict[str, list[Charge]] = defaultdict(list)
    for charge in paid:
        by_name[charge.name].append(charge)
    shares = []
    for name, parts in by_name.items():
        largest = sorted(parts, key=lambda charge: -charge.amount)[:5]
        quantity = sum(charge.quantity for charge in parts)
        labels = [_label(book.register, charge) for charge in largest]
        shares.append(CostShare(name, quantity, parts[0].weight, largest, labels))
    return sorted(shares, key=lambda share: -share.amount)


def _label(register: Register, charge: Charge) -> str:
    """Whom a charge is to, as people know them."""
    subject = charge.subject
    row = subject.visit or subject.course_session or subject.engagement or subject.class_id
    station = register.engagements[subject.engagement].station if subject.engagement else None
    place = register.stations[station].name if station else None
    person = register.people[subject.person].name if subject.person else None
    date = subject.date.isoformat() if subject.date else None
    return " ".join(str(part) for part in (place, row, person, subject.cohort, date) if part is not None)


def visit_burdens(book: DayBook, paid: list[Charge]) -> list[VisitBurden]:
    """What every planned visit costs, dearest first; visits that cost nothing are left out."""
    parts: dict[VisitKey, dict[str, int]] = {key: {} for key in book.visits}
    for charge in paid:
        key = charge.subject.visit
        if key is not None and key in parts:
            parts[key][charge.name] = parts[key].get(charge.name, 0) + charge.amount
    weight = book.register.problem.weights.travel
    for key, minutes in saved_minutes(book).items():
        if minutes * weight:
            parts[key]["travel"] = minutes * weight
    burdens = [_burden(book, key, of_visit) for key, of_visit in parts.items() if of_visit]
    return sorted(burdens, key=lambda burden: (-burden.amount, str(burden.visit)))


def _burden(book: DayBook, key: VisitKey, parts: dict[str, int]) -> VisitBurden:
    register, visit = book.register, book.visits[key]
    station = register.stations[register.engagements[key.engagement].station].name
    people = tuple(register.people[v].name for v in visit.supervisors)
    return VisitBurden(key, station, register.slot_name(visit.slot), people, parts)


def saved_minutes(book: DayBook) -> dict[VisitKey, int]:
    """Travel minutes that would be saved if one visit were dropped and all else stayed; summed over its panel."""
    saved: dict[VisitKey, int] = defaultdict(int)
    for (person, _), stops in book.days.items():
        whole = book.register.day_minutes(person, [stop.place for stop in stops])
        for place, stop in enumerate(stops):
            if isinstance(stop.stop, VisitKey):
                rest = [other.place for other in stops[:place] + stops[place + 1 :]]
                saved[stop.stop] += whole - book.register.day_minutes(person, rest)
    return saved


def _load_gaps(book: DayBook) -> list[LoadGap]:
    weight = book.register.problem.weights.load
    gaps = [
        LoadGap(row.id, row.name, book.load[row.id], row.target, weight * abs(book.load[row.id] - row.target))
        for row in book.register.problem.supervisors
        if row.target is not None and book.load[row.id] != row.target
    ]
    return sorted(gaps, key=lambda gap: (-abs(gap.worked - gap.target), gap.person))
