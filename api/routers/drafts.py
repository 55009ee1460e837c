"""Drafts: made, set, edited by hand with the answer at once, undone, redone, refreshed."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import CurrentActor, Language, PageAsked, ReadDb, SeenVersion, WriteDb, tell_version
from api.drafting import (
    EDIT_FAULTS,
    BroughtOut,
    DraftOut,
    DraftPage,
    EditedOut,
    EditOut,
    EditPage,
    LossOut,
    OutcomeOut,
)
from api.problems import documented
from api.roster import cost_change, findings_out
from scheduler.accounts.names import account_names
from scheduler.comparing.queries import names_in
from scheduler.drafts import errors, history, queries, service
from scheduler.drafts.commands import DraftSettings, Edit, NewDraft
from scheduler.drafts.findings import findings
from scheduler.drafts.standing import Outcome, committed_standing
from scheduler.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    NotFoundError,
    VersionMissingError,
    WrongStateError,
)
from scheduler.ids import DraftId, TermId
from scheduler.models.planning import Draft, DraftEdit
from scheduler.planning import Loss
from solver.wording import Lang

router = APIRouter(tags=["drafts"])
CHANGING = (NotFoundError, NotAllowedError, ChangedMeanwhileError, VersionMissingError)


@router.post(
    "/terms/{term_id}/drafts",
    status_code=201,
    responses=documented(NotFoundError, NotAllowedError, errors.OriginUnfitError),
)
def make(db: WriteDb, actor: CurrentActor, term_id: str, new: NewDraft, response: Response) -> BroughtOut:
    """Make a draft: from nothing, a run, a copy or a release. What an old release had and is gone is said in `lost`."""
    brought = service.make_draft(db, actor=actor, term_id=TermId(term_id), new=new)
    response.headers["Location"] = f"/api/v1/drafts/{brought.draft.id}"
    return _brought(db, brought, response)


@router.get("/terms/{term_id}/drafts", responses=documented(NotFoundError))
def list_drafts(
    db: ReadDb, actor: CurrentActor, term_id: str, paging: PageAsked, archived: Annotated[bool, Query()] = False
) -> DraftPage:
    """The drafts of a term, the one changed last first."""
    page = queries.drafts_of(db, actor=actor, term_id=TermId(term_id), archived=archived, paging=paging)
    names = account_names(db, [draft.owner_id for draft in page.items])
    items = [_named(DraftOut.model_validate(draft), names) for draft in page.items]
    return DraftPage(items=items, total=page.total)


@router.get("/drafts/{draft_id}", responses=documented(NotFoundError))
def read(db: ReadDb, actor: CurrentActor, draft_id: str, response: Response) -> DraftOut:
    """One draft, without its plan."""
    return _draft(db, queries.draft_seen(db, actor=actor, draft_id=DraftId(draft_id)), response)


@router.patch("/drafts/{draft_id}", responses=documented(*CHANGING))
def change(
    db: WriteDb, actor: CurrentActor, draft_id: str, settings: DraftSettings, version: SeenVersion, response: Response
) -> DraftOut:
    """Name, comment, owner, archive; what is not named stays."""
    draft = service.change_draft(db, actor=actor, draft_id=DraftId(draft_id), settings=settings, version=version)
    return _draft(db, draft, response)


@router.post("/drafts/{draft_id}/edits", responses=documented(*CHANGING, WrongStateError, *EDIT_FAULTS))
def edit(
    db: WriteDb,
    actor: CurrentActor,
    draft_id: str,
    asked: Edit,
    version: SeenVersion,
    lang: Language,
    response: Response,
) -> EditedOut:
    """Make one edit. Broken rules are shown and do not hinder it; they block publishing."""
    outcome = service.edit_draft(db, actor=actor, draft_id=DraftId(draft_id), edit=asked, version=version)
    return _edited(db, outcome, lang, response)


@router.post("/drafts/{draft_id}/edits/preview", responses=documented(NotFoundError, *EDIT_FAULTS))
def preview(db: ReadDb, actor: CurrentActor, draft_id: str, asked: Edit, lang: Language) -> OutcomeOut:
    """What an edit would do, without keeping it."""
    outcome = service.preview_edit(db, actor=actor, draft_id=DraftId(draft_id), edit=asked)
    return _outcome(db, outcome, lang)


@router.post("/drafts/{draft_id}/undo", responses=documented(*CHANGING, WrongStateError, errors.NothingToUndoError))
def undo(
    db: WriteDb, actor: CurrentActor, draft_id: str, version: SeenVersion, lang: Language, response: Response
) -> EditedOut:
    """Take the newest edit back."""
    outcome = service.undo_edit(db, actor=actor, draft_id=DraftId(draft_id), version=version)
    return _edited(db, outcome, lang, response)


@router.post("/drafts/{draft_id}/redo", responses=documented(*CHANGING, WrongStateError, errors.NothingToRedoError))
def redo(
    db: WriteDb, actor: CurrentActor, draft_id: str, version: SeenVersion, lang: Language, response: Response
) -> EditedOut:
    """Do the edit again that was undone last."""
    outcome = service.redo_edit(db, actor=actor, draft_id=DraftId(draft_id), version=version)
    return _edited(db, outcome, lang, response)


@router.post("/drafts/{draft_id}/refresh", responses=documented(*CHANGING, WrongStateError))
def refresh(db: WriteDb, actor: CurrentActor, draft_id: str, version: SeenVersion, response: Response) -> BroughtOut:
    """Bring a draft to the rows and the release as they are now; it can be undone."""
    return _brought(db, service.refresh_draft(db, actor=actor, draft_id=DraftId(draft_id), version=version), response)


@router.get("/drafts/{draft_id}/edits", responses=documented(NotFoundError))
def list_edits(db: ReadDb, actor: CurrentActor, draft_id: str, paging: PageAsked) -> EditPage:
    """The history of edits, with what was undone."""
    draft = queries.draft_seen(db, actor=actor, draft_id=DraftId(draft_id))
    page = history.edits_of(db, draft, paging)
    names = account_names(db, [edit.account_id for edit in page.items])
    return EditPage(
        items=[_edit(edit, names) for edit in page.items],
        total=page.total,
        undo_number=_number(history.to_undo(db, draft)),
        redo_number=_number(history.to_redo(db, draft)),
    )


@router.get("/drafts/{draft_id}/verdict", responses=documented(NotFoundError))
def verdict(db: ReadDb, actor: CurrentActor, draft_id: str, lang: Language) -> OutcomeOut:
    """Every hard rule the draft breaks, and its costs by name."""
    draft = queries.draft_seen(db, actor=actor, draft_id=DraftId(draft_id))
    side = committed_standing(db, draft, actor=actor).side
    broken = findings(side, side.verdict.violations, names_in(db, draft.term_id, side.problem), lang)
    return OutcomeOut(
        broken=findings_out(broken),
        mended=[],
        violation_count=len(broken),
        cost=cost_change(side.cost, side.cost, lang),
    )


def _draft(db: ReadDb, draft: Draft, response: Response) -> DraftOut:
    tell_version(response, draft.version)
    return _named(DraftOut.model_validate(draft), account_names(db, [draft.owner_id]))


def _named(draft: DraftOut, names: dict[str | None, str]) -> DraftOut:
    return draft.model_copy(update={"owner_name": names.get(draft.owner_id)})


def _edit(edit: DraftEdit, names: dict[str | None, str]) -> EditOut:
    return EditOut.model_validate(edit).model_copy(update={"account_name": names.get(edit.account_id)})


def _brought(db: ReadDb, brought: service.Brought, response: Response) -> BroughtOut:
    return BroughtOut(draft=_draft(db, brought.draft, response), lost=[_loss(loss) for loss in brought.lost])


def _loss(loss: Loss) -> LossOut:
    return LossOut.model_validate(loss)


def _edited(db: ReadDb, outcome: Outcome, lang: Lang, response: Response) -> EditedOut:
    said = _outcome(db, outcome, lang)
    return EditedOut(
        draft=_draft(db, outcome.draft, response),
        broken=said.broken,
        mended=said.mended,
        violation_count=said.violation_count,
        cost=said.cost,
    )


def _outcome(db: ReadDb, outcome: Outcome, lang: Lang) -> OutcomeOut:
    before, after = outcome.before.side, outcome.after.side
    names = names_in(db, outcome.draft.term_id, after.problem, before.problem)
    return OutcomeOut(
        broken=findings_out(findings(after, outcome.broken, names, lang)),
        mended=findings_out(findings(before, outcome.mended, names, lang)),
        violation_count=len(after.verdict.violations),
        cost=cost_change(before.cost, after.cost, lang),
    )


def _number(edit: DraftEdit | None) -> int | None:
    return None if edit is None else edit.number
