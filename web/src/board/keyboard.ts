/** The board by keyboard: which event is next in a direction, and where an event that is being moved goes. */
import type { Columns } from './columns'
import type { LaidRow, Placed } from './layout'

export type Direction = 'left' | 'right' | 'up' | 'down'

const KEYS: Record<string, Direction> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }

/** The direction of an arrow key, or null. */
export function directionOf(key: string): Direction | null {
  return KEYS[key] ?? null
}

/** A place of the keyboard's attention: an event in a row. */
export interface Focus {
  row: string
  event: string
}

/** The event to go to: the neighbour in the row, or the nearest in time in the next row up or down that has any; null at the edge. */
export function nextFocus(rows: readonly LaidRow[], focus: Focus, direction: Direction): Focus | null {
  const at = rows.findIndex((laid) => laid.row.id === focus.row)
  const here = rows[at]
  if (!here) return null
  const index = here.placed.findIndex((entry) => entry.event.id === focus.event)
  if (direction === 'left' || direction === 'right') {
    const next = here.placed[index + (direction === 'right' ? 1 : -1)]
    return index >= 0 && next ? { row: focus.row, event: next.event.id } : null
  }
  const slot = here.placed[index]?.event.slot ?? 0
  const step = direction === 'down' ? 1 : -1
  for (let row = at + step; row >= 0 && row < rows.length; row += step) {
    const nearest = nearestTo(rows[row]!.placed, slot)
    if (nearest) return { row: rows[row]!.row.id, event: nearest.event.id }
  }
  return null
}

/** The first or the last event of a row; null when it has none. */
export function endOf(rows: readonly LaidRow[], row: string, end: 'first' | 'last'): Focus | null {
  const entry = rows.find((laid) => laid.row.id === row)?.placed.at(end === 'first' ? 0 : -1)
  return entry ? { row, event: entry.event.id } : null
}

function nearestTo(placed: readonly Placed[], slot: number): Placed | null {
  let best: Placed | null = null
  for (const entry of placed) {
    if (!best || Math.abs(entry.event.slot - slot) < Math.abs(best.event.slot - slot)) best = entry
  }
  return best
}

/** Where an event would be dropped. */
export interface Target {
  row: string
  slot: number
}

/** The target one step further: a slot earlier or later that the columns show, or a row up or down; unchanged at the edge. */
export function stepTarget(rows: readonly LaidRow[], columns: Columns, target: Target, direction: Direction): Target {
  if (direction === 'left' || direction === 'right') {
    const slots = columns.columns.flatMap((column) => column.slots)
    const next = slots[slots.indexOf(target.slot) + (direction === 'right' ? 1 : -1)]
    return next === undefined ? target : { ...target, slot: next }
  }
  const at = rows.findIndex((laid) => laid.row.id === target.row)
  const next = rows[at + (direction === 'down' ? 1 : -1)]
  return next ? { ...target, row: next.row.id } : target
}

/** The slot under a pointer: by its distance from the track's left and top, in columns and lanes. In weeks, the first slot of the week unless `slot` is of it already. On a day off, the working day before. */
export function slotAt(columns: Columns, x: number, y: number, slot: number): number {
  let index = Math.min(columns.columns.length - 1, Math.max(0, Math.floor(x)))
  while (index > 0 && !columns.columns[index]!.slots.length) index -= 1
  const column = columns.columns[index]
  if (!column?.slots.length) return slot
  if (columns.scale === 'weeks') return column.slots.includes(slot) ? slot : column.slots[0]!
  const lane = Math.min(columns.lanes - 1, Math.max(0, Math.floor(y)))
  const found = column.slots.find((number) => columns.places.get(number)!.lane === lane)
  return found ?? column.slots[0]!
}
