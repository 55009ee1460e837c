/** The columns of the board, weeks or days, and where a slot stands in them. */
import { dateOf, dayNumber, monday, monthName, weekday } from '../dates'
import type { Slot } from './model'

export type Scale = 'days' | 'weeks'

export interface Column {
  /** The date, or the Monday of the week. */
  key: string
  first: string
  last: string
  /** Numbers of its slots, in time order; none on a weekday that is off. */
  slots: number[]
}

/** Where a slot stands: its column, and its lane within (0 is the morning). */
export interface Place {
  column: number
  lane: number
}

export interface Columns {
  scale: Scale
  columns: Column[]
  /** As many lanes as the fullest date has slots; 1 when columns are weeks. */
  lanes: number
  /** By slot number. */
  places: ReadonlyMap<number, Place>
}

/** Lay slots, which are in time order, in columns. A weekday without slots between them is a column of its own: a holiday. */
export function layColumns(slots: readonly Slot[], scale: Scale): Columns {
  const columns: Column[] = []
  const places = new Map<number, Place>()
  const starts = [...new Set(slots.map((slot) => slot.start))].sort()
  for (const slot of slots) {
    const key = scale === 'days' ? slot.date : monday(slot.date)
    let column = columns.at(-1)
    if (column?.key !== key) {
      if (scale === 'days' && column) columns.push(...daysOff(column.key, key))
      column = { key, first: slot.date, last: slot.date, slots: [] }
      columns.push(column)
    }
    column.last = slot.date
    column.slots.push(slot.number)
    places.set(slot.number, { column: columns.length - 1, lane: scale === 'days' ? starts.indexOf(slot.start) : 0 })
  }
  return { scale, columns, lanes: scale === 'days' ? Math.max(1, starts.length) : 1, places }
}

/** The weekdays between two dates, neither included. */
function daysOff(after: string, before: string): Column[] {
  const found: Column[] = []
  for (let day = dayNumber(after) + 1; day < dayNumber(before); day += 1) {
    const date = dateOf(day)
    if (weekday(date) % 6 !== 0) found.push({ key: date, first: date, last: date, slots: [] })
  }
  return found
}

/** A working day at a weekend, which makes up for a holiday. */
export function isMakeUp(column: Column): boolean {
  return column.slots.length > 0 && weekday(column.key) % 6 === 0
}

/** Runs of columns of the same month, or of the same week, for the heading: what it says and how many columns it spans. */
export function spans(columns: readonly Column[], by: 'month' | 'week'): { key: string; label: string; first: number; count: number }[] {
  const result: { key: string; label: string; first: number; count: number }[] = []
  columns.forEach((column, index) => {
    const key = by === 'month' ? column.first.slice(0, 7) : monday(column.first)
    const last = result.at(-1)
    if (last?.key === key) last.count += 1
    else result.push({ key, label: by === 'month' ? monthName(column.first) : column.first, first: index, count: 1 })
  })
  return result
}

/** The slots between two dates, both included. */
export function slotsBetween(slots: readonly Slot[], first: string, last: string): Slot[] {
  return slots.filter((slot) => slot.date >= first && slot.date <= last)
}

/** Where a date stands among columns, in columns from the left with a fraction: its middle; null when it is outside them. */
export function positionOf(columns: Columns, date: string): number | null {
  const index = columns.columns.findIndex((column) => (columns.scale === 'days' ? column.key === date : monday(date) === column.key))
  if (index < 0) return null
  return columns.scale === 'days' ? index + 0.5 : index + ((weekday(date) + 6) % 7 + 0.5) / 7
}
