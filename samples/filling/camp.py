"""The training camp 智创营: rooms, tracks, courses, and the term's cohorts, classes and enrolments."""

import random
from typing import Any, Final, TypeVar

from samples.camp import LECTURES, TRACKS
from samples.filling.lists import closures_of_venue
from samples.filling.rows import Filling
from samples.names import people_names
from scheduler.models.base import OwnedRow
from scheduler.models.camp import CampClass, Cohort, Course, Enrolment, Track, Trainee, Venue
from solver import problem as exchange
from solver.problem import Form

R = TypeVar("R", bound=OwnedRow)
OFFICE_HALF_DAY: Final = "1-morning"
"""Monday morning is for office work: no classes."""
LICENCES: Final = ("助理社会工作师", "助理社会工作师", "社会工作师", "")


def fill_camp(filling: Filling, term_id: str) -> None:
    """Everything of the camp. A course's parallel classes have what the sample gives the first of them."""
    _fill_venues(filling)
    tracks = _fill_tracks(filling)
    cohorts = _fill_cohorts(filling, term_id, tracks)
    courses = _fill_courses(filling, tracks)
    classes = [
        _row(filling, CampClass, term_id=term_id, course_id=courses[row.title].id, cohorts=filling.keys_of(row.cohorts))
        for row in filling.problem.classes
    ]
    filling.store(classes, action="camp_class.made")
    _fill_trainees(filling, term_id, {cohort.id: cohort.track_id for cohort in cohorts})


def _fill_venues(filling: Filling) -> None:
    venues, closures = [], []
    for row in filling.problem.venues:
        venue = _row(filling, Venue, **row.model_dump(include={"name", "lat", "lon", "seats", "features"}))
        filling.keys[row.id] = venue.id
        venues.append(venue)
        closures += closures_of_venue(filling, venue.id, row.closed)
    filling.store(venues, action="venue.made")
    filling.store(closures, action="closure.made")


def _fill_tracks(filling: Filling) -> dict[str, Track]:
    """By what the ids of their cohorts begin with; invented cities have tracks of their own."""
    names = {track.key: track.name.removesuffix("班") for track in TRACKS}
    tracks: dict[str, Track] = {}
    for start in dict.fromkeys(_track_of(row) for row in filling.problem.cohorts):
        city, _, key = start.rpartition("-")
        tracks[start] = _row(filling, Track, name=names[key] + city, position=len(tracks))
    filling.store(list(tracks.values()), action="track.made")
    return tracks


def _track_of(row: exchange.Cohort) -> str:
    return row.id.rpartition("-")[0]


def _fill_cohorts(filling: Filling, term_id: str, tracks: dict[str, Track]) -> list[Cohort]:
    cohorts = []
    for row in filling.problem.cohorts:
        track, city = tracks[_track_of(row)], _track_of(row).rpartition("-")[0]
        cohort = _row(filling, Cohort, term_id=term_id, track_id=track.id, name=row.name + city, max_size=row.max_size)
        filling.keys[row.id] = cohort.id
        cohorts.append(cohort)
    filling.store(cohorts, action="cohort.made")
    return cohorts


def _fill_courses(filling: Filling, tracks: dict[str, Track]) -> dict[str, Course]:
    """By title; lecturers are all who teach one of its classes."""
    belonging = _belonging(tracks)
    earlier = {
        later: before for track in TRACKS for before, later in zip(track.courses, track.courses[1:], strict=False)
    }
    courses: dict[str, Course] = {}
    for row in filling.problem.classes:
        if (known := courses.get(row.title)) is not None:
            known.lecturers = list(dict.fromkeys([*known.lecturers, *filling.keys_of(row.lecturers)]))
            continue
        courses[row.title] = _course(filling, row, belonging[row.title])
        courses[row.title].after = [courses[earlier[row.title]].id] if row.title in earlier else []
    filling.store(list(courses.values()), action="course.made")
    return courses


def _belonging(tracks: dict[str, Track]) -> dict[str, list[str]]:
    """Keys of the tracks that each course belongs to, by its title."""
    titles = {track.key: [*track.courses, f"{track.name}沙龙"] for track in TRACKS}
    for _, title, keys in LECTURES:
        for key in keys:
            titles[key].append(title)
    belonging: dict[str, list[str]] = {}
    for start, row in tracks.items():
        for title in titles[start.rpartition("-")[2]]:
            belonging.setdefault(title, []).append(row.id)
    return belonging


def _course(filling: Filling, row: exchange.CampClass, tracks: list[str]) -> Course:
    return _row(
        filling,
        Course,
        title=row.title,
        form=Form(row.form),
        tracks=tracks,
        course_sessions=row.sessions,
        lecturers=filling.keys_of(row.lecturers),
        features=list(row.features),
        min_days=row.min_days,
        closed_weekly=[OFFICE_HALF_DAY],
    )


def _row(filling: Filling, table: type[R], **columns: Any) -> R:
    return table(association_id=filling.actor.association_id, **columns)


def _fill_trainees(filling: Filling, term_id: str, track_of: dict[str, str]) -> None:
    rng = random.Random(f"{filling.options.seed}/trainees")
    names = people_names(rng)
    trainees, enrolments = [], []
    for row in filling.problem.trainees:
        station = filling.keys[row.station]
        code = row.id.removeprefix("s").upper()
        trainee = _row(filling, Trainee, code=code, station_id=station, name=next(names), licence=rng.choice(LICENCES))
        trainees.append(trainee)
        track = track_of[filling.keys[row.cohorts[0]]]
        enrolments.append(_row(filling, Enrolment, term_id=term_id, trainee_id=trainee.id, track_id=track))
    filling.store(trainees, action="trainee.made")
    filling.store(enrolments, action="enrolment.made")
