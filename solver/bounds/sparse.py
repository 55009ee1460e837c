"""A linear program put together from arrays, solved by OR-Tools' simplex (GLOP).

The rows' dual values are only a suggestion for prices: nothing here is relied on by the proof.
"""

from datetime import timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt

from solver.compiled.kernel import Longs, Reals


class Optimum(NamedTuple):
    """What rows and columns are worth at an optimum."""

    duals: Reals
    """[rows]"""
    reduced_costs: Reals
    """[columns]"""


def _dense(sparse: Any, length: int) -> Reals:
    values = np.zeros(length)
    values[np.array(sparse.ids, dtype=np.int64)] = np.array(sparse.values)
    return values


class Program:
    """Minimise cost · x over rows lower ≤ A x ≤ upper and columns 0 ≤ x ≤ bound. Both are added in blocks."""

    def __init__(self) -> None:
        self._cost: list[Reals] = []
        self._floor: list[Reals] = []
        self._ceiling: list[Reals] = []
        self._lower: list[Reals] = []
        self._upper: list[Reals] = []
        self._entries: list[tuple[Longs, Longs, Reals]] = []
        self.column_count = 0
        self.row_count = 0

    def columns(self, cost: ArrayLike, ceiling: ArrayLike = np.inf, floor: ArrayLike = 0.0) -> Longs:
        """Numbers of new columns, one for each entry of `cost`."""
        costs = np.asarray(cost, dtype=np.float64)
        self._cost.append(costs)
        self._floor.append(np.broadcast_to(np.asarray(floor, dtype=np.float64), costs.shape))
        self._ceiling.append(np.broadcast_to(np.asarray(ceiling, dtype=np.float64), costs.shape))
        self.column_count += len(costs)
        return np.arange(self.column_count - len(costs), self.column_count)

    def rows(self, count: int, lower: ArrayLike, upper: ArrayLike) -> Longs:
        """Numbers of `count` new rows."""
        self._lower.append(np.broadcast_to(np.asarray(lower, dtype=np.float64), (count,)))
        self._upper.append(np.broadcast_to(np.asarray(upper, dtype=np.float64), (count,)))
        self.row_count += count
        return np.arange(self.row_count - count, self.row_count)

    def put(self, rows: Longs, columns: Longs, values: ArrayLike) -> None:
        """Entries of the matrix; entries for the same place add up."""
        self._entries.append((rows, columns, np.broadcast_to(np.asarray(values, dtype=np.float64), rows.shape)))

    def solve(self, seconds: float) -> Optimum | None:
        """The optimum's dual side, or None when it was not found in `seconds`."""
        parameters = mathopt.SolveParameters(time_limit=timedelta(seconds=seconds), threads=1)
        result = mathopt.solve(self._model(), mathopt.SolverType.GLOP, params=parameters)
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL or not result.has_dual_feasible_solution():
            return None
        proto = result.to_proto().solutions[0].dual_solution
        return Optimum(_dense(proto.dual_values, self.row_count), _dense(proto.reduced_costs, self.column_count))

    def _model(self) -> mathopt.Model:
        rows = np.concatenate([entry[0] for entry in self._entries]).astype(np.int64)
        columns = np.concatenate([entry[1] for entry in self._entries]).astype(np.int64)
        places, of_entry = np.unique(rows * self.column_count + columns, return_inverse=True)
        values = np.bincount(of_entry, weights=np.concatenate([entry[2] for entry in self._entries]))
        proto = model_pb2.ModelProto()
        proto.variables.ids.extend(range(self.column_count))
        proto.variables.lower_bounds.extend(np.concatenate(self._floor).tolist())
        proto.variables.upper_bounds.extend(np.concatenate(self._ceiling).tolist())
        proto.variables.integers.extend([False] * self.column_count)
        proto.linear_constraints.ids.extend(range(self.row_count))
        proto.linear_constraints.lower_bounds.extend(np.concatenate(self._lower).tolist())
        proto.linear_constraints.upper_bounds.extend(np.concatenate(self._upper).tolist())
        cost = np.concatenate(self._cost)
        dear = np.flatnonzero(cost)
        proto.objective.linear_coefficients.ids.extend(dear.tolist())
        proto.objective.linear_coefficients.values.extend(cost[dear].tolist())
        proto.linear_constraint_matrix.row_ids.extend((places // self.column_count).tolist())
        proto.linear_constraint_matrix.column_ids.extend((places % self.column_count).tolist())
        proto.linear_constraint_matrix.coefficients.extend(values.tolist())
        return mathopt.Model.from_model_proto(proto)
