"""What can go wrong when a run is asked for, steered or read."""

from typing import Final

from scheduler.errors import DomainError
from solver.wording import Wording


class RunQueueFullError(DomainError):
    """So many runs wait that no other is taken in. Facts: `waiting`."""

    code = "run-queue-full"
    wording = Wording(
        "已有 {waiting} 个求解在排队，暂不接受新的求解；请等其中一些完成或取消后再提交",
        "{waiting} runs are waiting already; wait for some to end, or cancel some, then submit again",
    )
    headers: Final = {"Retry-After": "30"}


class IdempotencyKeyReusedError(DomainError):
    """The key came with another request before. Facts: `key`, `run_id`."""

    code = "idempotency-key-reused"
    wording = Wording(
        "幂等键“{key}”已用于另一内容不同的请求（求解 {run_id}），请换一个新的幂等键",
        "the idempotency key {key!r} came with a different request before (run {run_id}); use a new key",
    )


class RunHasNoPlanError(DomainError):
    """The run has found no plan, or none yet. Facts: `id`, `state`."""

    code = "run-has-no-plan"
    wording = Wording(
        "求解 {id} 没有可用的方案（状态：{state}）；若仍在进行，请稍后再取",
        "run {id} has no plan (state: {state}); if it is under way, ask again later",
    )


FAILURES: Final = {
    "run-crashed": Wording(
        "求解程序多次异常退出；请重试，若再次发生请把求解编号告诉管理员（常见原因：内存不足）",
        "the searching process ended unexpectedly several times; try again, and if it happens again tell the "
        "administrator the run's id (often: too little memory)",
    ),
    "run-silent": Wording(
        "求解程序长时间没有响应，已被终止；请重试，若再次发生请把求解编号告诉管理员",
        "the searching process gave no sign of life for too long and was ended; try again, and if it happens again "
        "tell the administrator the run's id",
    ),
    "run-overtime": Wording(
        "求解超出时限仍未结束，已被终止；请缩短求解时间或减少轮数后重试",
        "the search went on beyond its time limit and was ended; ask for fewer seconds or rounds and try again",
    ),
    "run-unsound": Wording(
        "求得的方案未通过规则核验，未予采用；这是程序缺陷，请把求解编号告诉管理员",
        "the plan found did not pass the rules and was not accepted; this is a defect: tell the administrator the "
        "run's id",
    ),
    "run-abandoned": Wording(
        "求解任务已被任务系统放弃；请重新提交，若再次发生请把求解编号告诉管理员",
        "the job system gave the run up; submit it again, and if it happens again tell the administrator the run's id",
    ),
}
"""Why a run failed, by the stable code in `Run.error_code`; said to people with the run."""
