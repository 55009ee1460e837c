"""Tables that several commands print: the cost of a plan by name."""

from rich.table import Table
from rich.text import Text

from scheduler.words import COSTS
from solver.plan import Cost
from solver.rules import COSTS as COST_RULES
from solver.wording import Lang, Wording

BAR_WIDTH = 24


def cost_table(cost: Cost, lang: Lang) -> Table:
    """Each soft cost with what its unit is and its share, and the total at the end."""
    table = Table(box=None, pad_edge=False, show_footer=True)
    table.add_column(Wording("成本", "cost").say(lang), footer=Wording("合计", "total").say(lang))
    table.add_column("", justify="right", footer=f"{cost.total:,}")
    table.add_column("")
    table.add_column("", style="dim")
    most = max(cost.by_name.values(), default=1)
    for rule in COST_RULES:
        amount = cost.by_name.get(rule.name, 0)
        if amount:
            bar = Text("▇" * max(1, round(BAR_WIDTH * amount / most)), style="blue")
            table.add_row(COSTS[rule.name].say(lang), f"{amount:,}", bar, rule.unit.say(lang))
    return table


def bound_line(total: int, bound: int | None, lang: Lang) -> str:
    """How far the total can be from perfect at most."""
    if bound is None:
        return Wording("下界：未知", "bound: unknown").say(lang)
    return Wording("下界 {bound:,}，差距至多 {gap:.1%}", "bound {bound:,}, gap at most {gap:.1%}").say(
        lang, bound=bound, gap=gap(total, bound)
    )


def gap(total: int, bound: int) -> float:
    """The share of the total by which a perfect plan could be cheaper at most: (total − bound) ÷ total, 0 at least."""
    return max(0.0, (total - bound) / total) if total > 0 else 0.0
