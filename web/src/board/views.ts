/** The ways to look at a roster, and how large things are drawn in each. */
import type { Scale } from './columns'

export const VIEWS = ['term', 'weeks', 'four-weeks', 'week', 'months', 'agenda'] as const
export type View = (typeof VIEWS)[number]

/** How much room an event has: a sign only, one line of words, or several. */
export type Room = 'sign' | 'line' | 'lines'

/** The least width of a column and the height of a lane, in pixels. */
const SIZES: Record<Room, { unit: number; lane: number }> = { sign: { unit: 14, lane: 19 }, line: { unit: 48, lane: 26 }, lines: { unit: 168, lane: 46 } }
const WEEK_UNIT = 96
const WEEK_LANE = 27
const LEAST_ROW = 45
const PADDING = 7

export const isBoard = (view: View) => view !== 'months' && view !== 'agenda'
export const scaleOf = (view: View): Scale => (view === 'weeks' ? 'weeks' : 'days')
/** The days on one page, or null where all are shown. */
export const daysOf = (view: View): number | null => ({ 'four-weeks': 28, week: 7, agenda: 14 } as Partial<Record<View, number>>)[view] ?? null

/** The width of a column: as wide as there is room for, but not too narrow. */
export function unitFor(view: View, columns: number, room: number): number {
  const least = view === 'weeks' ? WEEK_UNIT : SIZES[leastRoom(view)].unit
  return Math.max(least, Math.floor(room / Math.max(1, columns)))
}

/** What fits in a column of that width: where there is room for words, as in a short term, they are shown. */
export function roomFor(view: View, unit: number): Room {
  const least = leastRoom(view)
  return least === 'sign' && unit >= SIZES.line.unit ? 'line' : least
}

export function laneHeight(view: View, room: Room): number {
  return view === 'weeks' ? WEEK_LANE : SIZES[room].lane
}

export function rowHeight(view: View, room: Room, lanes: number): number {
  return Math.max(LEAST_ROW, lanes * laneHeight(view, room) + PADDING)
}

function leastRoom(view: View): Room {
  return view === 'term' ? 'sign' : view === 'week' ? 'lines' : 'line'
}

const ZOOMS: View[] = ['weeks', 'term', 'four-weeks', 'week']

/** The view one step nearer (or farther); the same at the end. */
export function zoomed(view: View, step: 1 | -1): View {
  const at = ZOOMS.indexOf(view)
  return at < 0 ? view : (ZOOMS[at + step] ?? view)
}
