"""Rights in drafts, comparisons, releases, notices and everybody's own dates."""

from scheduler.actor import system_actor
from scheduler.clock import now
from scheduler.drafts.commands import NewDraft
from scheduler.drafts.service import make_draft
from scheduler.ids import AssociationId, DraftId, ReleaseId, TermId
from scheduler.models.accounts import Role
from scheduler.models.releases import Notice, PartyKind, Release
from scheduler.planning import visit_key
from scheduler.publishing.cautions import WORDINGS
from scheduler.publishing.service import publish_draft
from tests.api.rights import MEMBERS, OFFICE, PLANNERS, Making, Right
from tests.term_builders import MONDAY, a_small_term, an_engagement

READERS = OFFICE | {Role.SYSTEM}


def own_draft(making: Making) -> str:
    city = a_small_term(making.db, making.city.association)
    due = an_engagement(making.db, city.term, city.stations[0], visits=1)
    making.made["subject_key"] = visit_key(due.id, 0)
    making.made["one_supervisor_id"] = city.supervisors[0].id
    making.made["draft_term_id"] = city.term.id
    new = NewDraft(name="草案")
    return make_draft(making.db, actor=city.actor, term_id=TermId(city.term.id), new=new).draft.id


def own_release(making: Making) -> str:
    actor = system_actor(AssociationId(making.city.association.id))
    draft_id = DraftId(own_draft(making))
    warnings = list(WORDINGS)
    return publish_draft(making.db, actor=actor, draft_id=draft_id, version=1, acknowledged_warnings=warnings).id


def own_notice(making: Making) -> str:
    is_station = making.account.role is Role.STATION
    release = making.db.get(Release, ReleaseId(making["release_id"]))
    assert release is not None
    notice = Notice(
        association_id=making.city.association.id,
        release_id=release.id,
        party_kind=PartyKind.STATION if is_station else PartyKind.SUPERVISOR,
        party_id=making.city.station.id if is_station else making.city.supervisor.id,
        party_name="某某",
        changes=[],
        created_at=now(),
    )
    making.db.add(notice)
    making.db.flush()
    return notice.id


def addition(making: Making) -> dict[str, object]:
    assert making["draft_id"]
    slot = {"date": MONDAY.isoformat(), "start": "08:30"}
    return {"kind": "add", "key": making["subject_key"], "slot": slot, "supervisors": [making["one_supervisor_id"]]}


ROWS = {"draft_id": own_draft, "release_id": own_release, "notice_id": own_notice}

RIGHTS = {
    "GET /terms/{term_id}/drafts": Right(OFFICE),
    "POST /terms/{term_id}/drafts": Right(PLANNERS, json={"name": "草案"}),
    "GET /drafts/{draft_id}": Right(OFFICE),
    "PATCH /drafts/{draft_id}": Right(PLANNERS, json={"name": "另一草案"}),
    "GET /drafts/{draft_id}/verdict": Right(OFFICE),
    "GET /drafts/{draft_id}/events": Right(OFFICE),
    "GET /drafts/{draft_id}/board": Right(OFFICE),
    "GET /drafts/{draft_id}/unscheduled": Right(OFFICE),
    "GET /drafts/{draft_id}/plan": Right(OFFICE),
    "GET /drafts/{draft_id}/problem": Right(OFFICE),
    "GET /drafts/{draft_id}/edits": Right(OFFICE),
    "POST /drafts/{draft_id}/edits": Right(PLANNERS, json=addition),
    "POST /drafts/{draft_id}/edits/preview": Right(OFFICE, json=addition),
    "POST /drafts/{draft_id}/undo": Right(PLANNERS),
    "POST /drafts/{draft_id}/redo": Right(PLANNERS),
    "POST /drafts/{draft_id}/refresh": Right(PLANNERS),
    "GET /comparisons": Right(
        OFFICE, params=lambda made: {"before": f"draft:{made['draft_id']}", "after": f"draft:{made['draft_id']}"}
    ),
    "GET /drafts/{draft_id}/release-check": Right(OFFICE),
    "GET /drafts/{draft_id}/notices": Right(OFFICE),
    "POST /drafts/{draft_id}/decisions": Right(frozenset({Role.HEAD}), json={"approved": True}),
    "POST /drafts/{draft_id}/release": Right(OFFICE, json={"acknowledged_warnings": list(WORDINGS)}),
    "GET /terms/{term_id}/releases": Right(READERS),
    "GET /releases/{release_id}": Right(READERS),
    "GET /releases/{release_id}/changes": Right(READERS),
    "GET /releases/{release_id}/events": Right(READERS),
    "GET /releases/{release_id}/loads": Right(READERS),
    "POST /releases/{release_id}/restore": Right(
        OFFICE,
        json=lambda made: {"current_release_id": made["release_id"], "acknowledged_warnings": list(WORDINGS)},
    ),
    "GET /dates": Right(MEMBERS),
    "GET /dates/{published_key}": Right(MEMBERS),
    "GET /notices": Right(MEMBERS - {Role.COUNTY_VIEWER, Role.SYSTEM}),
    "GET /notices/{notice_id}": Right(OFFICE | {Role.SUPERVISOR, Role.STATION}),
    "POST /notices/{notice_id}/acknowledge": Right(frozenset({Role.SUPERVISOR, Role.STATION})),
}
