"""The one table from error class to HTTP status: areas add theirs here, and a test demands an entry for every class."""

from typing import Final

from scheduler import errors
from scheduler.accounts import errors as accounts
from scheduler.attendance import errors as attendance
from scheduler.camp import errors as camp
from scheduler.drafts import errors as drafts
from scheduler.errors import DomainError
from scheduler.evaluating import errors as evaluating
from scheduler.feeds import errors as feeds
from scheduler.mending import errors as mending
from scheduler.people import errors as people
from scheduler.publishing import errors as publishing
from scheduler.records import errors as records
from scheduler.reports import errors as reports
from scheduler.requests import errors as requests
from scheduler.running import errors as running
from scheduler.storage_errors import DatabaseBusyError, DatabaseFullError, DatabaseGoneError, StorageError
from scheduler.swaps import errors as swaps
from scheduler.terms import errors as terms

STATUS: Final[dict[type[DomainError] | type[StorageError], int]] = {
    errors.NotFoundError: 404,
    errors.NotAllowedError: 403,
    errors.ChangedMeanwhileError: 409,
    errors.WrongStateError: 409,
    errors.TakenError: 409,
    errors.VersionMissingError: 428,
    errors.NotSignedInError: 401,
    errors.FaultyInputError: 422,
    errors.UnreadableBodyError: 400,
    errors.TooManyRequestsError: 429,
    errors.TooLargeError: 413,
    accounts.WrongPasswordError: 401,
    accounts.TooManyGuessesError: 429,
    accounts.AccountDisabledError: 403,
    accounts.AssociationDisabledError: 403,
    accounts.CsrfTokenError: 403,
    accounts.ScopeMissingError: 403,
    accounts.InvitationVoidError: 410,
    accounts.OwnAccountError: 409,
    accounts.WrongKindOfAccountError: 409,
    feeds.FeedUnknownError: 404,
    feeds.FeedRevokedError: 410,
    feeds.FeedExistsError: 409,
    people.DeadlinePassedError: 409,
    records.VisitAheadError: 409,
    records.NotOnPanelError: 422,
    records.AlreadyRecordedError: 409,
    evaluating.ScoresMissingError: 409,
    evaluating.ScoresFinalError: 409,
    camp.MoveBreaksRulesError: 409,
    evaluating.CriteriaMismatchError: 422,
    attendance.NotEnrolledError: 422,
    attendance.CourseSessionAheadError: 409,
    attendance.SignInCodeInvalidError: 410,
    attendance.SignInNotOpenError: 409,
    drafts.SubjectNotDueError: 422,
    drafts.SubjectNotPlannedError: 409,
    drafts.SubjectPlannedError: 409,
    drafts.SlotNotWorkedError: 422,
    drafts.PersonUnknownError: 422,
    drafts.VenueUnknownError: 422,
    drafts.OneLecturerError: 422,
    drafts.NoVenueHereError: 422,
    drafts.NothingToUndoError: 409,
    drafts.NothingToRedoError: 409,
    drafts.OriginUnfitError: 422,
    publishing.RulesBrokenError: 409,
    publishing.DraftStaleError: 409,
    publishing.ReleasedMeanwhileError: 409,
    publishing.WarningsOpenError: 409,
    publishing.ApprovalMissingError: 409,
    publishing.TermProvisionalError: 409,
    publishing.TermsDifferError: 422,
    requests.NothingPublishedError: 409,
    requests.NoSuchOptionError: 422,
    requests.OptionTakenError: 409,
    requests.PeriodOverError: 422,
    mending.ChoiceMissingError: 422,
    mending.ProposalGoneError: 409,
    swaps.SwapBreaksRulesError: 409,
    swaps.NotYourVisitError: 409,
    reports.MonthAheadError: 409,
    reports.ReportClosedError: 409,
    running.RunQueueFullError: 429,
    running.IdempotencyKeyReusedError: 409,
    running.RunHasNoPlanError: 404,
    terms.TermsOverlapError: 409,
    terms.PublishedSlotsLostError: 409,
    DatabaseBusyError: 503,
    DatabaseFullError: 507,
    DatabaseGoneError: 503,
}
"""Every error that may reach a client."""
