"""Training (智创营) as sheets to hand out: hours of the year, and the certificates to be signed for."""

from typing import Final

from sqlmodel import Session

from scheduler.actor import Actor
from scheduler.attendance.certificates import CourseTaken, trainee_terms
from scheduler.attendance.queries import hours_of_year
from scheduler.models.associations import Association
from scheduler.models.terms import Term
from scheduler.reports.queries import standard
from scheduler.rows import load
from scheduler.spreadsheets.cells import code, decimal, share, text, whole, yes_no
from scheduler.spreadsheets.columns import Column, Listing
from scheduler.spreadsheets.kinds import Part
from scheduler.spreadsheets.sheets.naming import stations_of

_COUNT: Final = whole(0, 10_000)
HOURS: Final = (
    Column("code", "工号", "", code()),
    Column("name", "姓名", "", text(12)),
    Column("station", "社工站", "", text(24)),
    Column("county", "县（市、区）", "", text(14)),
    Column("licence", "证书", "", text(18)),
    Column("hours", "本年学时", "", decimal()),
    Column("target", "年度目标", "", _COUNT),
    Column("reached", "达标", "", yes_no()),
    Column("course_sessions", "到课场次", "", _COUNT),
    Column("missed", "缺课场次", "", _COUNT),
)
CERTIFICATES: Final = (
    Column("number", "序号", "", whole(1, 100_000)),
    Column("name", "姓名", "", text(12)),
    Column("code", "工号", "", code()),
    Column("station", "社工站", "", text(24)),
    Column("county", "县（市、区）", "", text(12)),
    Column("cohort", "班次", "", text(16)),
    Column("courses", "修读课程（到课 / 场次）", "", text(52)),
    Column("share", "出勤率", "", share()),
    Column("hours", "本期学时", "", decimal()),
    Column("year_hours", "本年学时", "", decimal()),
    Column("reached", "年度达标", "", yes_no()),
    Column("signature", "领取签名", "", text(16)),
)


def training_hours(db: Session, actor: Actor, part: Part, _lock: bool) -> Listing:
    """Hours of a calendar year, trainee by trainee."""
    year = part.year or 0
    found = hours_of_year(db, actor=actor, year=year)
    target = standard(db, actor=actor).training_hours
    stations = stations_of(db, actor)
    rows = (
        {
            **{name: getattr(row.trainee, name) for name in ("code", "name", "licence")},
            **{name: getattr(row, name) for name in ("hours", "course_sessions", "missed")},
            "station": row.station_name,
            "county": stations[row.trainee.station_id].county,
            "target": target,
            "reached": row.hours >= target,
        }
        for row in found
    )
    return Listing("培训学时", HOURS, rows, f"{year} 年继续教育学时（目标 {target} 学时）")


def certificates(db: Session, actor: Actor, part: Part, _lock: bool) -> Listing:
    """Those who finished a term's camp, numbered, with a column to sign for the certificate."""
    term = load(db, Term, part.term_id or "", actor=actor)
    finished = [row for row in trainee_terms(db, actor=actor, term_id=term.id) if row.has_finished]
    association = db.get(Association, actor.association_id)
    rows = (
        {
            "number": number,
            "name": row.trainee.name,
            "code": row.trainee.code,
            "station": row.station.name,
            "county": row.station.county,
            "cohort": row.cohort.name,
            "courses": "、".join(_taken(course) for course in row.courses),
            "share": row.attended / row.held,
            "hours": row.hours,
            "year_hours": row.year_hours,
            "reached": row.reached_target,
        }
        for number, row in enumerate(finished, start=1)
    )
    name = "" if association is None else association.name
    return Listing("证书名单", CERTIFICATES, rows, f"{name}智创营（{term.name}）证书名单")


def _taken(course: CourseTaken) -> str:
    return f"{course.title}（{course.attended}/{course.held}）"
