/** Session requests and their options in words. */
import type { components } from '@/api/schema'
import { dateOf, dayName, dayNumber } from '@/dates'
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
/** Whether nothing fits as asked: every option is a near miss only. */
export const onlyNear = (options: Option[]) => options.length > 0 && options.every((option) => option.fit !== 'free')

/** What keeps a near miss from being what was asked for, in a sentence for who asked; empty for what fits. */
export function difference(option: Option, request: SessionRequest): string {
  const people = [...new Set(option.visits.map((visit) => visit.supervisor_name))].join('、')
  const another = request.supervisor_id !== null && option.visits.some((visit) => visit.supervisor_id !== request.supervisor_id)
  const byAnother = another ? say(`，由${people}来`, `, and by ${people}`) : ''
  switch (option.fit) {
    case 'other_hours': return say('在您要的日期内，但不是您选的半天', 'within your dates, at half-days you did not choose')
    case 'other_person': return say(`时间合适，由${people}来，不是您希望的督导`, `when you asked, by ${people} instead of whom you wished for`)
    case 'other_period': return away(option, request) + byAnother
    case 'moves_another': return say('时间合适，但须请另一次走访改期', 'as you asked, once another visit is moved')
    case 'moves_two': return say('时间合适，但须请另外两次走访改期', 'as you asked, once two other visits are moved')
    case 'group': return say(`到${option.host_name ?? '邻站'}参加小组督导，不来本站`, `you go to ${option.host_name ?? 'a neighbour'}: a group session there`)
    default: return ''
  }
}

/** How far the visit that is furthest from the period asked for lies from it. */
function away(option: Option, request: SessionRequest): string {
  const [first, last] = [dayNumber(request.first_date), dayNumber(request.end_date) - 1]
  const days = option.visits.map((visit) => dayNumber(visit.date))
  const [late, early] = [Math.max(...days) - last, first - Math.min(...days)]
  if (late > 0 && late >= early) return say(`比您要的最后一天（${dayName(dateOf(last))}）晚 ${late} 天`, `${late} ${late === 1 ? 'day' : 'days'} after your last day, ${dayName(dateOf(last))}`)
  if (early > 0) return say(`比您要的第一天（${dayName(request.first_date)}）早 ${early} 天`, `${early} ${early === 1 ? 'day' : 'days'} before your first day, ${dayName(request.first_date)}`)
  return say('在您要的日期内，但不是您选的半天', 'within your dates, at half-days you did not choose')
}
