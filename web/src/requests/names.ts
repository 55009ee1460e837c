/** Session requests and their options in words. */
import type { components } from '@/api/schema'
import { dayName } from '@/dates'
import { say } from '@/language'

export type SessionRequest = components['schemas']['RequestOut']
export type Option = components['schemas']['OptionOut']
export type Urgency = components['schemas']['Urgency']

const STATES: Record<SessionRequest['state'], [string, string, string]> = {
  planning: ['合并求解中', 'being planned by a run', 'warn'], waiting: ['等待空位', 'waiting', 'warn'], offered: ['请选择', 'choose', 'warn'], held: ['已保留，待答复', 'held', 'warn'], approved: ['已同意', 'approved', 'good'],
  declined: ['未同意', 'declined', 'bad'], withdrawn: ['已撤回', 'withdrawn', ''], expired: ['保留已过期', 'expired', 'bad'],
}
const FITS: Record<Option['fit'], [string, string]> = {
  free: ['完全符合', 'fits'], other_hours: ['另一半天', 'other hours'], other_period: ['另一时段', 'another period'], other_person: ['另一位督导', 'another person'],
  moves_two: ['需调动两次别的走访', 'moves two other visits'], moves_another: ['需调动别的走访', 'moves another visit'], group: ['参加邻站的小组督导', 'join a neighbour’s group session'],
}
const URGENCIES: Record<Urgency, [string, string]> = { normal: ['一般', 'normal'], soon: ['尽快', 'soon'], urgent: ['紧急', 'urgent'] }

export const URGENCY_LIST = Object.keys(URGENCIES) as Urgency[]
export const requestStateName = (state: SessionRequest['state']) => say(STATES[state][0], STATES[state][1])
export const requestStateTone = (state: SessionRequest['state']) => STATES[state][2]
export const fitName = (fit: Option['fit']) => say(...FITS[fit])
export const urgencyName = (urgency: Urgency) => say(...URGENCIES[urgency])
export const isOpen = (state: SessionRequest['state']) => ['waiting', 'offered', 'held', 'expired', 'planning'].includes(state)
/** When and by whom, one line a visit. */
export const visitLines = (option: Option) => option.visits.map((visit) => `${dayName(visit.date)} ${visit.start}–${visit.end} · ${visit.supervisor_name}`)
