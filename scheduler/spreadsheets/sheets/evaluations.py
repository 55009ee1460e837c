"""Evaluations (绩效评估) and ratings (星级评定) as sheets: results, a panel member's own scores, all stars given."""

from collections.abc import Mapping
from typing import Any, Final

from sqlmodel import Session, col, select

from scheduler.actor import Actor
from scheduler.commands import Command
from scheduler.errors import Fault, FaultyInputError
from scheduler.evaluating import queries
from scheduler.evaluating.commands import RatingGiven, ScoresGiven
from scheduler.evaluating.queries import EvaluationProgress, rated_stations
from scheduler.evaluating.service import give_rating, give_scores
from scheduler.models.accounts import Role
from scheduler.models.records import EvaluationForm, EvaluationScore, JointScore, Rating
from scheduler.rows import load
from scheduler.spreadsheets.cells import code, date, decimal, text, whole, yes_no
from scheduler.spreadsheets.columns import Column, EntrySheet, Listing, Values
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.sheets.naming import station_named, stations_of
from solver.wording import Wording

_RATED: Final = Wording(
    "该站在这一天已有评定；如需更正请另填生效日期", "it has a rating from this day on: choose another day"
)
_NO_FORM: Final = Wording("还没有评分表；请先由协会设置评分表", "there is no form yet: the office has to make one")
_CRITERION: Final = "score_"


def evaluations(db: Session, actor: Actor, part: Part, _lock: bool) -> Listing:
    """The joint scores, of one term or of all, with what each criterion got. For the association's office."""
    actor.require(Role.PLANNER, Role.HEAD, action="evaluation.list")
    place = station_named(stations_of(db, actor))
    query = select(JointScore, EvaluationForm).join(EvaluationForm, col(EvaluationForm.id) == col(JointScore.form_id))
    query = query.where(JointScore.association_id == actor.association_id)
    if part.term_id is not None:
        query = query.where(JointScore.term_id == part.term_id)
    columns = (
        Column("date", "评估日期", "", date()),
        Column("station_id", "社工站", "", place),
        Column("total", "总分", "", decimal()),
        Column("form", "评分表", "", text(20)),
        Column("scores", "各项得分", "", text(60)),
        Column("comment", "评语", "", text(50)),
    )
    rows = (
        {
            **{name: getattr(row, name) for name in ("date", "station_id", "total", "comment")},
            "form": form.name,
            "scores": "；".join(f"{part['name']} {row.scores[part['key']]:g}" for part in form.criteria),
        }
        for row, form in db.exec(query.order_by(col(JointScore.date), col(JointScore.id)))
    )
    return Listing("绩效评估结果", columns, rows)


class ScoreSheet(EntrySheet):
    """A panel member's own scores of all their evaluation visits of a term, a column for each criterion."""

    title = "评分"
    keys = ("event_key",)
    can_make = False
    passes_blank = True

    def __init__(self, db: Session, actor: Actor, part: Part, _lock: bool) -> None:
        actor.require(Role.SUPERVISOR, action="evaluation.score")
        visits = queries.evaluations(db, actor=actor, term_id=part.term_id or "")
        own = select(EvaluationScore).where(
            EvaluationScore.term_id == part.term_id, EvaluationScore.supervisor_id == actor.supervisor_id
        )
        scores = {row.event_key: row for row in db.exec(own)}
        used = [row.form_id for row in scores.values()]
        newest = queries.forms(db, actor=actor)
        if not used and not newest:
            raise FaultyInputError([Fault("term_id", "no-form", _NO_FORM, {})])
        self._form = load(db, EvaluationForm, used[0], actor=actor) if used else newest[0]
        self._known = {(visit.event.key,): (visit, scores.get(visit.event.key)) for visit in visits}
        self._criteria = {_CRITERION + part["key"]: part for part in self._form.criteria}
        self.columns = (
            Column("date", "评估日期", "仅供核对。", date(), told=True),
            Column("station_id", "社工站", "仅供核对。", station_named(stations_of(db, actor)), told=True),
            *(
                Column(name, f"{part['name']}（{part['weight']}%）", part["guidance"] or "0 至 100。", decimal())
                for name, part in self._criteria.items()
            ),
            Column("comment", "评语", "", text(44)),
            Column("hand_in", "提交", "填“是”则提交，之后不能再改。", yes_no()),
            Column("event_key", "走访编号", "请勿更改：导入时按编号识别。", code(36), required=True),
        )

    def known(self) -> Mapping[tuple[str], tuple[EvaluationProgress, EvaluationScore | None]]:
        """One's own evaluation visits by key."""
        return self._known

    def is_new(self, row: Any) -> bool:
        """Whether nothing is scored yet."""
        return row is None or row[1] is None

    def values(self, row: tuple[EvaluationProgress, EvaluationScore | None]) -> Values:
        """What was scored."""
        visit, score = row
        values: Values = {"event_key": visit.event.key}
        if score is not None:
            values |= {_CRITERION + key: value for key, value in score.scores.items()}
            values |= {"comment": score.comment, "hand_in": score.handed_in_at is not None}
        return values

    def told(self, values: Values) -> Values:
        """The visit's date and station."""
        row = self._known.get((values.get("event_key", ""),))
        return {} if row is None else {"date": row[0].event.date, "station_id": row[0].station_id}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        scores = {part["key"]: values[name] for name, part in self._criteria.items() if values.get(name) is not None}
        said = {name: values[name] for name in ("comment", "hand_in") if name in values}
        return ScoresGiven(scores=scores, form_id=self._form.id, **said)

    def content_values(self, content: Command) -> Values:
        """What a command holds, by column name."""
        assert isinstance(content, ScoresGiven)  # noqa: S101 - made above
        said: Values = {name: content.scores.get(part["key"]) for name, part in self._criteria.items()}
        return said | {"comment": content.comment} | ({"hand_in": True} if content.hand_in else {})

    def put(self, db: Session, actor: Actor, row: Any, content: Command) -> None:
        """Give the scores."""
        assert isinstance(content, ScoresGiven)  # noqa: S101 - made above
        give_scores(db, actor=actor, event_key=row[0].event.key, given=content)


class RatingSheet(EntrySheet):
    """Ratings of the stations the actor may read, with all of their history; new ones are given by hand."""

    title = "星级评定"
    keys = ("station_id", "from_date")

    def __init__(self, db: Session, actor: Actor, _part: Part, _lock: bool) -> None:
        stations = {row.station.id: row.station for row in rated_stations(db, actor=actor)}
        query = select(Rating).where(Rating.association_id == actor.association_id)
        given = db.exec(query.order_by(col(Rating.from_date), col(Rating.created_at), col(Rating.id)))
        self._known = {(row.station_id, row.from_date): row for row in given if row.station_id in stations}
        self.columns = (
            Column("station_id", "社工站", "名称；同名的填编码。", station_named(stations), required=True),
            Column("from_date", "生效日期", "如 2026-07-01。", date(), required=True),
            Column("stars", "星级", "1 至 5 的整数。", whole(1, 5), required=True),
            Column("reason", "依据", "如：2026 年上半年评估。", text(44), required=True),
            Column("points", "规则得分", "按规则评定时的得分。", decimal(), shown=True),
        )

    def known(self) -> Mapping[tuple[Any, ...], Rating]:
        """Ratings by station and first day."""
        return self._known

    def values(self, row: Rating) -> Values:
        """What a rating says."""
        said = {name: getattr(row, name) for name in ("station_id", "from_date", "stars", "reason")}
        return said | {"points": row.indicators.get("points")}

    def content(self, values: Values) -> Command:
        """The command that values make."""
        return StationRated(**{name: value for name, value in values.items() if name != "points"})

    def put(self, db: Session, actor: Actor, row: Rating | None, content: Command) -> None:
        """Give a new rating."""
        assert isinstance(content, StationRated)  # noqa: S101 - made above
        if row is not None:
            raise FaultyInputError([Fault("from_date", "already-rated", _RATED, {})])
        given = RatingGiven(**content.model_dump(exclude={"station_id"}))
        give_rating(db, actor=actor, station_id=content.station_id, given=given)


class StationRated(RatingGiven):
    """A row of the sheet: stars given to a station."""

    station_id: str
