"""What can go wrong with reports."""

from scheduler.errors import DomainError
from solver.wording import Wording


class MonthAheadError(DomainError):
    """A report was asked for a month that has not begun. Facts: `month`."""

    code = "month-ahead"
    wording = Wording("{month} 尚未开始，不能填写月报", "{month} has not begun yet")


class ReportClosedError(DomainError):
    """A report that was submitted or approved cannot be changed. Facts: `state`."""

    code = "report-closed"
    wording = Wording(
        "月报已提交或已批准，不能修改；如需更正请县市区民政退回",
        "the report is {state}; ask the county to return it for a change",
    )
