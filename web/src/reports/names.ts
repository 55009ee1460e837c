/** Monthly reports in words. */
import type { components } from '@/api/schema'
import { say } from '@/language'

export type StationMonth = components['schemas']['StationMonthOut']
export type ReportState = components['schemas']['ReportState']

const STATES: Record<ReportState, [string, string, string]> = { draft: ['填写中', 'being filled in', ''], submitted: ['待审核', 'to be approved', 'warn'], approved: ['已通过', 'approved', 'good'], returned: ['已退回', 'returned', 'bad'] }
const MEASURED: Record<string, [string, string]> = { staff: ['专职社工', 'staff'], licensed: ['持证社工', 'licensed'], volunteers: ['志愿者', 'volunteers'], floor_area: ['面积（㎡）', 'floor area, m²'], operator_grade: ['机构等级', 'operator’s grade'] }

export const stateName = (month: StationMonth) => (month.report ? say(STATES[month.report.state][0], STATES[month.report.state][1]) : say('未填', 'not begun'))
export const stateTone = (month: StationMonth) => (month.report ? STATES[month.report.state][2] : '') || (month.is_late ? 'bad' : '')
export const measureName = (name: string) => say(...(MEASURED[name] ?? [name, name]))

interface SchemeFigures { planned: number; done: number; missed: number; cancelled: number; hours: number }
export interface Figures { planned: number; done: number; hours: number; advice_given: number; advice_open: number; schemes: Record<string, SchemeFigures> }
/** What the system counted, as the service sends it. */
export const figuresOf = (month: StationMonth) => month.figures as unknown as Figures
/** Of the people in need, the share visited; null when nobody is in need. */
export const visitedShare = (month: StationMonth) => (month.report && month.report.people_in_need ? month.report.people_visited / month.report.people_in_need : null)
