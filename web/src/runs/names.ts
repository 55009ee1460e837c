/** The states and phases of a run in words. */
import { say } from '@/language'
import type { Progress, RunState } from './following'

const STATES: Record<RunState, [string, string]> = {
  queued: ['排队中', 'Queued'], running: ['求解中', 'Running'], finishing: ['收尾中', 'Finishing'],
  completed: ['已完成', 'Completed'], cancelled: ['已取消', 'Cancelled'], failed: ['失败', 'Failed'],
}
const PHASES: Record<Progress['phase'], [string, string]> = {
  waiting: ['等待开始', 'waiting'], warming: ['准备求解程序（首次较久）', 'making the search ready'], first: ['寻找第一个方案', 'looking for a first plan'],
  search: ['不断改进', 'improving'], finish: ['核对并说明', 'judging and explaining'], over: ['结束', 'over'],
}

export const runStateName = (state: RunState) => say(...STATES[state])
export const phaseName = (phase: Progress['phase']) => say(...PHASES[phase])
