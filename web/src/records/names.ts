/** What happened at a visit, in words. */
import type { components } from '@/api/schema'
import { say } from '@/language'

export type Outcome = components['schemas']['Outcome']
export type ProjectStep = components['schemas']['ProjectStep']
export type Confirmation = components['schemas']['Confirmation']

const OUTCOMES: Record<Outcome, [string, string]> = { done: ['已完成', 'Done'], missed: ['未成行', 'Missed'], cancelled: ['已取消', 'Cancelled'] }
const STEPS: Record<ProjectStep, [string, string]> = {
  survey: ['需求调研', 'Survey'], design: ['项目设计', 'Design'], review: ['项目论证', 'Review'],
  carry_out: ['项目实施', 'Carry out'], monitor: ['项目监测', 'Monitor'], evaluate: ['绩效评估', 'Evaluate'],
}
const CONFIRMATIONS: Record<Confirmation, [string, string]> = { open: ['待确认', 'to confirm'], confirmed: ['已确认', 'confirmed'], disputed: ['有异议', 'disputed'] }

export const OUTCOME_LIST = Object.keys(OUTCOMES) as Outcome[]
export const STEP_LIST = Object.keys(STEPS) as ProjectStep[]
export const outcomeName = (outcome: Outcome) => say(...OUTCOMES[outcome])
export const stepName = (step: ProjectStep) => say(...STEPS[step])
export const confirmationName = (confirmation: Confirmation) => say(...CONFIRMATIONS[confirmation])
export const confirmationTone = (confirmation: Confirmation) => ({ open: 'warn', confirmed: 'good', disputed: 'bad' })[confirmation]
