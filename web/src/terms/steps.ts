/** Where a term stands, step by step, and which step is next. Pure: from what the service counts to what the workbench shows. */

export const STEPS = ['list', 'availability', 'demand', 'camp', 'check', 'run', 'draft', 'release', 'acknowledge'] as const
export type Step = (typeof STEPS)[number]
export type StepState = 'done' | 'open' | 'attention'

/** What the service counts of a term; the names are the service's. */
export interface Counts {
  half_days: number
  half_days_outdated: boolean
  stations: number
  supervisors: number
  availability_given: number
  rules: number
  engagements: number
  cohorts: number
  classes: number
  trainees: number
  runs_by_state: Record<string, number>
  drafts: number
  releases: number
  notices_open: number
}

/** What a check found, when it was made. */
export interface Checked {
  faults: number
}

/** The state of each step. */
export function stepStates(counts: Counts, checked: Checked | null): Record<Step, StepState> {
  const completed = counts.runs_by_state['completed'] ?? 0
  return {
    list: counts.half_days_outdated ? 'attention' : counts.stations > 0 && counts.supervisors > 0 && counts.half_days > 0 ? 'done' : 'open',
    availability: counts.supervisors > 0 && counts.availability_given >= counts.supervisors ? 'done' : 'open',
    demand: counts.engagements > 0 ? 'done' : 'open',
    camp: counts.classes === 0 || counts.trainees > 0 ? 'done' : 'attention',
    check: checked === null ? 'open' : checked.faults > 0 ? 'attention' : 'done',
    run: completed > 0 ? 'done' : 'open',
    draft: counts.drafts > 0 ? 'done' : 'open',
    release: counts.releases > 0 ? 'done' : 'open',
    acknowledge: counts.releases > 0 ? (counts.notices_open > 0 ? 'attention' : 'done') : 'open',
  }
}

/** In the order in which they are offered: others give their availability, so it is asked for last before the run. */
const OFFERED: readonly Step[] = ['list', 'demand', 'camp', 'check', 'availability', 'run', 'draft', 'release', 'acknowledge']
const BEFORE_A_PLAN: readonly Step[] = ['availability', 'camp', 'check', 'run']

/** The step to offer: the first that is not done. What is open before a run holds nobody up once there is a draft. */
export function nextStep(states: Record<Step, StepState>): Step | null {
  const planned = states.draft === 'done'
  return OFFERED.find((step) => states[step] !== 'done' && !(planned && BEFORE_A_PLAN.includes(step))) ?? null
}
