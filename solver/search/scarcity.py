"""Who is scarce: the people whom visits left out have need of.

Who puts an engagement back as cheaply as can be does not see that somebody's last half-days are what another visit
lacks. Where more is asked for than there is, a surcharge on them leaves the work to those who can do nothing else.
"""

import numpy as np

from solver.compiled.kernel import NONE, Flags, inner_kernel
from solver.compiled.view import View
from solver.search.roster import Roster

SHARE_PERCENT = 30
"""Of what leaving out a visit costs: the surcharge on it when all of its panel are scarce. Their half-days may be worth
the whole price to the plan, but more people could serve than are needed."""
OVERFULL_SHARE = 0.005
"""A term is over-full when more than this share of its visits is left out. Fewer may be left out for reasons of their
own, which nobody's half-days would mend."""


def is_overfull(left_out: int, visits: int) -> bool:
    """Whether so many visits left out mean that the term asks for more than there is."""
    return left_out > OVERFULL_SHARE * visits


def find_scarce(view: View, roster: Roster) -> Flags:
    """[V]: who could serve an engagement of which a visit is left out, in an over-full term; else nobody."""
    e = view.engagements
    scarce = np.zeros(len(view.people.target), dtype=np.uint8)
    left_out = view.visits.engagement[roster.slot == NONE]
    if not is_overfull(len(left_out), len(roster.slot)):
        return scarce
    for engagement in np.unique(left_out):
        scarce[e.candidate[e.candidate_first[engagement] : e.candidate_first[engagement + 1]]] = 1
    return scarce


@inner_kernel
def scarcity_charge(view: View, engagement: int) -> int:
    """The surcharge on each stop of somebody scarce for this engagement, in cost units."""
    e = view.engagements
    left_out = view.prices.unscheduled_visit * e.priority[engagement]
    return left_out * SHARE_PERCENT // (100 * e.panel[engagement])
