/** The words of the board: kinds of rows, views, and what an event is to somebody who hears it. */
import { dayName } from '../dates'
import { say } from '../language'
import { kindName } from '../schemes'
import type { BoardEvent, RowKind, Slot } from './model'
import type { View } from './views'

const ROWS: Record<RowKind, [string, string]> = { supervisor: ['督导', 'Supervisors'], station: ['社工站', 'Stations'], venue: ['场地', 'Venues'], cohort: ['班级', 'Cohorts'] }
const VIEW_NAMES: Record<View, [string, string]> = { term: ['全季度', 'Term'], weeks: ['按周', 'Weeks'], 'four-weeks': ['四周', '4 weeks'], week: ['一周', '1 week'], months: ['月历', 'Month'], agenda: ['列表', 'List'] }

export const rowsName = (kind: RowKind) => say(...ROWS[kind])
export const viewName = (view: View) => say(...VIEW_NAMES[view])
export const slotName = (slot: Slot | undefined) => (slot ? `${dayName(slot.date)} ${slot.start}–${slot.end}` : '')

/** An event in one sentence. */
export function described(event: BoardEvent, slot: Slot | undefined): string {
  const marks = [event.broken ? say('违反规则', 'breaks a rule') : '', event.lockedSlot || event.lockedPeople ? say('已锁定', 'locked') : '']
  return [kindName(event.kind), event.title, event.people, slotName(slot), ...marks].filter(Boolean).join('，')
}
