"""The help texts of all commands and options, in both languages, and how they get into the command."""

import re
from typing import Any, Final

import typer
from typer import rich_utils

from solver.wording import Lang, Wording

COMMANDS: Final = {
    "": Wording(
        "督导排程：社工站督导与智创营培训的季度排班。\n\n"
        "典型用法：dudao sample -o 题目.json，dudao solve 题目.json -o 方案.json，"
        "dudao show 题目.json 方案.json --html 排班表.html。\n\n"
        "退出码：0 完成；1 方案违反硬性规则；2 用法有误；3 文件或文件夹读写不了；4 文件内容有误；"
        "5 服务或数据库拒绝；70 程序内部错误；130 被中断；141 无人再读取输出。",
        "Supervision and training of social work stations, planned for a quarter.\n\n"
        "Typically: dudao sample -o problem.json, dudao solve problem.json -o plan.json, "
        "dudao show problem.json plan.json --html roster.html.\n\n"
        "Exit codes: 0 done; 1 the plan breaks a hard rule; 2 called wrongly; 3 a file or folder cannot be read or "
        "written; 4 a file's content cannot be used; 5 the service or its database refused; 70 a fault of this "
        "program; 130 interrupted; 141 nobody reads the output on.",
    ),
    "sample": Wording(
        "生成示例题目：嘉兴市 72 个社工站的一个季度（人员与需求为虚构）。",
        "Make a sample problem: a quarter of Jiaxing's 72 stations (people and demand are invented).",
    ),
    "solve": Wording(
        "求解：把题目排成方案。可随时按 Ctrl-C 停止，保留当前最好的方案。",
        "Plan a problem. Ctrl-C stops at any time and keeps the best plan so far.",
    ),
    "check": Wording(
        "检查题目的错误与隐患；给出方案时，逐条检查规则并计算成本。",
        "Check a problem for faults and warnings; with a plan, every rule it breaks and what it costs.",
    ),
    "explain": Wording(
        "说明方案：成本从何而来，哪些走访最不理想，哪些没有排入、为什么。",
        "Explain a plan: where its cost comes from, its worst visits, what is left out and why.",
    ),
    "insert": Wording(
        "为一个新任务找出放进现有方案的最好办法，并列出各自的成本。",
        "Find the best ways to fit one new engagement into a plan, with the cost of each.",
    ),
    "show": Wording(
        "显示排班表：按督导、按社工站；--html 写成一个可离线打开的网页。",
        "Show the roster by supervisor and by station; --html writes it as one page that opens offline.",
    ),
    "import-ctt": Wording(
        "把课程表竞赛文件（ITC-2007，.ctt）转换成题目。",
        "Turn a timetabling competition file (ITC-2007, .ctt) into a problem.",
    ),
    "export-ctt": Wording(
        "把方案写成课程表竞赛的答案格式。", "Write a plan in the solution format of the timetabling competition."
    ),
    "demo": Wording(
        "演示：填入示例城市，求解并发布一个季度，打印演示账号并启动服务。",
        "The demo: the sample city filled in, a quarter planned and published, demo accounts printed, server up.",
    ),
    "serve": Wording(
        "启动服务：网页与 API；用 SQLite 时同时求解，用 PostgreSQL 时求解由 dudao worker 进行。",
        "Serve the pages and the API; with SQLite it also searches, with PostgreSQL dudao worker does.",
    ),
    "worker": Wording(
        "从队列取任务求解；可在多台机器上各启动若干个（需 PostgreSQL）。",
        "Take runs from the queue and search; several may run, on several machines (with PostgreSQL).",
    ),
    "migrate": Wording("把数据库的表结构升级到本版本。", "Bring the database's tables up to this version."),
    "account": Wording(
        "打印设置密码的一次性链接；没有此账号时先新建（平台管理员，或某协会的排班员）。",
        "Print the one-time link that sets an account's password; without such an account, make it first "
        "(a platform administrator, or a planner of an association).",
    ),
    "backup": Wording(
        "把整个数据库备份到一个文件并核对；服务运行中也可以。",
        "Save the whole database to a file and verify it, also while it serves.",
    ),
    "restore": Wording(
        "用备份恢复数据库（SQLite 与 PostgreSQL 通用）；要么全部恢复，要么不变。",
        "Fill the database from a backup of either SQLite or PostgreSQL; all of it or nothing.",
    ),
}
PARAMETERS: Final = {
    "lang": Wording("界面语言：zh 中文，en 英文。", "Language: zh or en."),
    "help": Wording("显示帮助。", "Show this help."),
    "problem_path": Wording("题目文件（dudao-problem/1）。", "The problem file (dudao-problem/1)."),
    "plan_path": Wording("方案文件（dudao-plan/1）。", "The plan file (dudao-plan/1)."),
    "output": Wording("写到哪个文件。", "The file to write."),
    "seed": Wording("随机种子；同样的种子得到同样的结果。", "Seed of chance; the same seed gives the same result."),
    "cities": Wording("改为生成几个虚构城市（0 为嘉兴市）。", "So many invented cities instead (0: Jiaxing)."),
    "tight": Wording(
        "需求占督导能力的比例；越近 1 越难。", "Share of the supervisors' capacity in demand; near 1 is hard."
    ),
    "camp": Wording("是否包含智创营。", "Whether the training camp is part of it."),
    "quarter": Wording("哪个季度，如 2026Q4。", "Which quarter, like 2026Q4."),
    "provisional": Wording(
        "放假安排未公布时，按周一至周五暂定。", "Plan on weekdays where the days off are not yet known."
    ),
    "seconds": Wording("求解多少秒。", "Seconds to search."),
    "workers": Wording("并行的工作线程数；默认用全部核心。", "Workers in parallel; all cores unless said."),
    "start_path": Wording("从这个方案继续改进。", "Improve this plan."),
    "deterministic": Wording(
        "搜索固定的轮数而不计时：同样的题目、种子和线程数得到同样的方案。",
        "Search so many rounds instead of seconds: the same problem, seed and workers give the same plan.",
    ),
    "engagement": Wording(
        "任务编号（题目里有而方案里没有走访），或含一个任务的 JSON 文件。",
        "An engagement's id (in the problem, without visits in the plan), or a JSON file with one engagement.",
    ),
    "count": Wording("最多列出几种办法。", "List at most so many ways."),
    "html": Wording("另写成一个自足的网页。", "Also write one self-contained page."),
    "who": Wording(
        "只看名字或编号含有这段文字的督导、社工站或场地，逐条列出日期。",
        "Only supervisors, stations and venues whose name or id contains this text, with all their dates.",
    ),
    "folder": Wording("演示数据所在的文件夹。", "The folder of the demo's data."),
    "host": Wording("监听的地址（默认取 DUDAO_HOST）。", "The address to listen on (DUDAO_HOST unless said)."),
    "port": Wording("监听的端口（默认取 DUDAO_PORT）。", "The port to listen on (DUDAO_PORT unless said)."),
    "with_worker": Wording(
        "是否同时求解（默认：SQLite 是，PostgreSQL 否）。", "Whether it searches too (SQLite: yes; PostgreSQL: no)."
    ),
    "login": Wording("登录名。", "The login."),
    "person": Wording("新账号的姓名。", "The name of a new account's owner."),
    "administrator": Wording("新账号是平台管理员。", "A new account is a platform administrator's."),
    "association": Wording("新账号是这个协会的排班员。", "A new account is a planner's of this association."),
    "city": Wording("新建协会时所在的城市。", "The city of an association to be made."),
    "backup_path": Wording("备份文件。", "The backup file."),
    "replace": Wording("替换数据库里的全部现有数据。", "Replace all that the database holds."),
    "ctt_path": Wording("竞赛文件（.ctt）。", "The competition file (.ctt)."),
}
_FRAME: Final = {
    "ARGUMENTS_PANEL_TITLE": Wording("参数", "Arguments"),
    "OPTIONS_PANEL_TITLE": Wording("选项", "Options"),
    "COMMANDS_PANEL_TITLE": Wording("命令", "Commands"),
    "ERRORS_PANEL_TITLE": Wording("用法有误", "Called wrongly"),
    "DEFAULT_STRING": Wording("[默认 {{}}]", "[default: {{}}]"),
    "ENVVAR_STRING": Wording("[环境变量 {{}}]", "[environment: {{}}]"),
    "REQUIRED_LONG_STRING": Wording("[必填]", "[required]"),
    "RICH_HELP": Wording(
        "[blue]{{command_path}} {{help_option}}[/] 显示帮助。",
        "[blue]{{command_path}} {{help_option}}[/] shows the help.",
    ),
}
"""What typer writes around the help texts, by the name of its setting."""


def language_first(arguments: list[str], default: str | None) -> tuple[Lang, list[str]]:
    """The language asked for anywhere among the arguments, and the arguments with it moved to the front.

    So `dudao solve --lang en` and `dudao --lang en solve` are the same. `default` is asked for when they ask for none;
    what is no language is left for the command to refuse.
    """
    asked, rest = [], list(arguments)
    for place, word in enumerate(arguments):
        if word == "--":
            break
        if word == "--lang" and place + 1 < len(arguments):
            asked = [f"--lang={arguments[place + 1]}"]
            rest = arguments[:place] + arguments[place + 2 :]
        elif word.startswith("--lang="):
            asked = [word]
            rest = arguments[:place] + arguments[place + 1 :]
    name = asked[0].removeprefix("--lang=") if asked else default
    return Lang(name) if name in set(Lang) else Lang.ZH, asked + rest


def _breakable(text: str) -> str:
    """The text with a blank after full-width marks: the help's columns break at blanks only, and cut off the rest."""
    return re.sub(r"([，；。：、])(?!$)", r"\1 ", text)


def in_language(command: Any, lang: Lang, name: str = "") -> None:
    """Put the help texts of the command `name` in `lang`, and those of its subcommands.

    Raises KeyError when a command or parameter has none.
    """
    for setting, wording in _FRAME.items():
        setattr(rich_utils, setting, wording.say(lang))
    command.help = COMMANDS[name].say(lang)
    command.short_help = command.help.split("\n")[0]
    for parameter in command.get_params(typer.Context(command)):
        parameter.help = _breakable(PARAMETERS[parameter.name].say(lang))
    for subname, subcommand in getattr(command, "commands", {}).items():
        in_language(subcommand, lang, subname)
