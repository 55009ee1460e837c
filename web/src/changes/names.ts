/** What became of a date, in words. */
import type { Change } from '@/api/types'
import { dayName } from '@/dates'
import { say } from '@/language'

const KINDS: Record<string, [string, string, string]> = {
  new: ['新增', 'new', 'good'], cancelled: ['取消', 'cancelled', 'bad'], moved: ['改期', 'moved', 'warn'], handed_over: ['换人', 'handed over', 'warn'],
  moved_and_handed_over: ['改期并换人', 'moved and handed over', 'warn'], relocated: ['换地点', 'relocated', 'warn'], regrouped: ['换参加者', 'regrouped', 'warn'], unchanged: ['不变', 'unchanged', ''],
  lost: ['不再由您承担', 'no longer yours', 'bad'], gained: ['新分给您', 'now yours', 'good'], changed: ['有变动', 'changed', 'warn'],
}
export const changeName = (kind: string) => { const names = KINDS[kind]; return names ? say(names[0], names[1]) : kind }
export const changeTone = (kind: string) => KINDS[kind]?.[2] ?? ''
type Occurrence = NonNullable<Change['before']>
export const timeOf = (row: Occurrence) => `${row.start}–${row.end}`
export const whenOf = (row: Occurrence) => `${dayName(row.date)} ${timeOf(row)}`
export const whoOf = (row: Occurrence) => row.supervisors.map((each) => each.name).join('、')
