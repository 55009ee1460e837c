"""How a command ends: its exit code, and the one line a person reads when it could not do its work."""

from enum import IntEnum
from typing import Any, Final

from solver.wording import Lang, Wording


class ExitCode(IntEnum):
    """What the shell is told; documented in `docs/cli.md`."""

    DONE = 0
    BROKEN = 1
    """The work was done, and the plan breaks a hard rule."""
    USAGE = 2
    """The command was called wrongly, or asks for what the problem does not have."""
    FILE = 3
    """A file or folder cannot be read or written."""
    FAULTY = 4
    """A file was read and its content cannot be used; every fault is listed."""
    SERVICE = 5
    """The service or its database refused; the message is the service's own."""
    INTERNAL = 70
    """A fault of this program."""
    INTERRUPTED = 130
    """Stopped from outside before there was anything to keep."""
    UNREAD = 141
    """Whoever read the output closed it; as of a program that the signal SIGPIPE (13) ends."""


_FILE_MESSAGES: Final = {
    "file-missing": Wording("找不到文件 {path}；请检查路径", "there is no file {path}; check the path"),
    "file-is-folder": Wording("{path} 是文件夹；请给出文件", "{path} is a folder; name a file"),
    "file-denied": Wording("没有读取 {path} 的权限；请调整权限", "{path} may not be read; change its permissions"),
    "file-too-large": Wording(
        "{path} 超过 {most} MB；请确认给的是题目或方案文件",
        "{path} is larger than {most} MB; is it a problem or plan file?",
    ),
    "file-unreadable": Wording("读不了 {path}：{reason}", "{path} cannot be read: {reason}"),
    "folder-missing": Wording("文件夹 {path} 不存在；请先建立", "there is no folder {path}; make it first"),
    "output-is-folder": Wording("输出 {path} 是文件夹；请给出文件名", "the output {path} is a folder; name a file"),
    "output-denied": Wording("没有写入 {path} 的权限；请换一个位置", "{path} may not be written; choose another place"),
    "disk-full": Wording("磁盘已满，写不下 {path}；请腾出空间", "the disk is full: {path} was not written; make room"),
    "output-failed": Wording("写不了 {path}：{reason}", "{path} cannot be written: {reason}"),
}
_FAULTY_MESSAGES: Final = {
    "problem-faulty": Wording("题目 {path} 有 {count} 处错误", "faults in the problem {path}: {count}"),
    "plan-faulty": Wording("方案 {path} 有 {count} 处错误", "faults in the plan {path}: {count}"),
    "engagement-faulty": Wording("任务 {path} 有 {count} 处错误", "faults in the engagement {path}: {count}"),
    "ctt-faulty": Wording("竞赛文件 {path} 有 {count} 处错误", "faults in the competition file {path}: {count}"),
}
_USAGE_MESSAGES: Final = {
    "quarter-unreadable": Wording(
        "“{text}”不是季度；请写成 2026Q4 的样子", "“{text}” is not a quarter; write it like 2026Q4"
    ),
    "no-notice": Wording(
        "{year} 年的放假安排尚未收录（已知到 {last} 年）；等通知发布，或加 --provisional 按周一至周五暂定",
        "the days off of {year} are not known (the last known year is {last}); wait for the notice, or add "
        "--provisional to plan on weekdays for now",
    ),
    "nobody-found": Wording(
        "没有名字或编号含“{who}”的督导、社工站或场地", "no supervisor, station or venue is called like “{who}”"
    ),
    "engagement-unknown": Wording(
        "题目里没有任务 {name}，也没有这个文件；请给出任务编号或 JSON 文件",
        "the problem has no engagement {name}, nor is there such a file; give an id or a JSON file",
    ),
    "engagement-planned": Wording(
        "任务 {name} 在方案里已有走访；请给出尚未排入的任务",
        "the engagement {name} already has visits in the plan; give one that has none",
    ),
    "settings-faulty": Wording(
        "环境变量中的设置有 {count} 处错误；见 docs/settings.md",
        "faults in the settings of the environment: {count}; see docs/settings.md",
    ),
    "account-unknown": Wording(
        "没有账号 {login}；要新建，请加 --administrator，或用 --city 与 --association 指明协会",
        "there is no account {login}; to make one, add --administrator, or name its association by --city and "
        "--association",
    ),
    "association-unknown": Wording(
        "没有名为“{association}”的协会；要新建，请同时给出 --city",
        "there is no association {association!r}; to make it, add --city",
    ),
    "not-a-timetable": Wording(
        "这个题目不是由 import-ctt 得来的，不能写成竞赛方案：{reason}",
        "this problem did not come from import-ctt, so its plan has no competition form: {reason}",
    ),
}
_SERVICE_MESSAGES: Final = {
    "migration-missing": Wording(
        "数据库的表结构是 {present} 版，本软件需要 {needed} 版；请先运行 dudao migrate",
        "the database has tables of revision {present}, this software needs {needed}; run dudao migrate first",
    ),
    "database-too-new": Wording(
        "数据库的表结构（{present} 版）来自更新的软件；请升级本软件",
        "the database's tables (revision {present}) are of a newer software; upgrade this one",
    ),
    "port-taken": Wording(
        "{host}:{port} 已被占用或不可用：{reason}；请用 --port 换一个端口",
        "{host}:{port} cannot be listened on: {reason}; choose another with --port",
    ),
}
_OTHER_MESSAGES: Final = {
    "plan-broken": (
        ExitCode.BROKEN,
        Wording("方案违反 {count} 条硬性规则", "hard rules the plan breaks: {count}"),
    ),
    "interrupted": (ExitCode.INTERRUPTED, Wording("已中断，没有写出方案", "interrupted; no plan was written")),
    "internal": (
        ExitCode.INTERNAL,
        Wording(
            "程序内部错误（{reason}）；设置环境变量 DUDAO_TRACEBACK=1 再运行一次，把输出报告给我们",
            "a fault of this program ({reason}); run it again with DUDAO_TRACEBACK=1 set and report the output",
        ),
    ),
}
MESSAGES: Final[dict[str, tuple[ExitCode, Wording]]] = {
    **{code: (ExitCode.FILE, wording) for code, wording in _FILE_MESSAGES.items()},
    **{code: (ExitCode.FAULTY, wording) for code, wording in _FAULTY_MESSAGES.items()},
    **{code: (ExitCode.USAGE, wording) for code, wording in _USAGE_MESSAGES.items()},
    **{code: (ExitCode.SERVICE, wording) for code, wording in _SERVICE_MESSAGES.items()},
    **_OTHER_MESSAGES,
}
"""Every stable code with its exit code and its sentence."""


class CommandError(Exception):
    """The command cannot go on: a stable code of MESSAGES, its facts, and lines with the particulars, if any."""

    def __init__(self, code: str, *, details: list[str] | None = None, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details or []
        self.facts = facts

    @property
    def exit_code(self) -> ExitCode:
        """What the shell is told."""
        return MESSAGES[self.code][0]

    def line(self, lang: Lang) -> str:
        """The one line, with the code."""
        label = Wording("错误", "error").say(lang)
        return f"{label} [{self.code}] {self._sentence(lang)}"

    def _sentence(self, lang: Lang) -> str:
        return MESSAGES[self.code][1].say(lang, **self.facts)


class RefusalError(CommandError):
    """What the service itself refused, with the service's own code and sentence."""

    def __init__(self, code: str, wording: Wording, facts: dict[str, Any], details: list[str] | None = None) -> None:
        super().__init__(code, details=details, **facts)
        self._wording = wording

    @property
    def exit_code(self) -> ExitCode:
        """What the shell is told."""
        return ExitCode.SERVICE

    def _sentence(self, lang: Lang) -> str:
        return self._wording.say(lang, **self.facts)
