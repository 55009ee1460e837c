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

type Words = readonly (readonly [zh: string, en: string])[]
/** What is written most often, by project step; a tap instead of a sentence. */
const ANY_PHRASES: Words = [['个案督导', 'case supervision'], ['小组活动督导', 'group work'], ['台账与档案', 'files and records'], ['团队建设', 'team building'], ['跟进上次建议', 'followed up on the last advice']]
const STEP_PHRASES: Record<ProjectStep, Words> = {
  survey: [['走访与访谈提纲', 'interview guide'], ['需求清单', 'list of needs']], design: [['目标与指标', 'aims and indicators'], ['预算与进度', 'budget and schedule']],
  review: [['方案论证', 'the plan reviewed']], carry_out: [['活动现场督导', 'on the spot'], ['志愿者组织', 'volunteers']],
  monitor: [['进度与数据核对', 'progress and figures checked']], evaluate: [['成效资料', 'evidence of effect'], ['总结报告', 'closing report']],
}
const ADVICE: Words = [['补齐服务记录', 'complete the records'], ['两周内走访重点对象', 'visit those most in need within two weeks'], ['下次带上个案材料', 'bring the case files next time']]
const REASONS: Words = [['社工站有紧急任务', 'urgent work at the station'], ['督导临时有事', 'the supervisor could not come'], ['天气原因', 'the weather'], ['改期另约', 'another date will be set']]
const said = (words: Words) => words.map((pair) => say(pair[0], pair[1]))

export const phrasesOf = (step: ProjectStep | null) => said(step ? [...STEP_PHRASES[step], ...ANY_PHRASES] : ANY_PHRASES)
export const adviceList = () => said(ADVICE)
export const reasonsList = () => said(REASONS)

/** A phrase added to what is written, once. */
export function joined(text: string, phrase: string): string {
  if (text.includes(phrase)) return text
  return text.trim() ? `${text.trim().replace(/[；;。]$/, '')}${say('；', '; ')}${phrase}` : phrase
}
