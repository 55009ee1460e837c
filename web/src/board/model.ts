/** What a roster board shows: slots, rows and events, as plain values that know no page and no service. */
import type { Kind } from '../schemes'

/** Whom the rows stand for. An event is dragged to another row only where its rows may be exchanged. */
export const ROW_KINDS = ['supervisor', 'station', 'venue', 'cohort'] as const
export type RowKind = (typeof ROW_KINDS)[number]
export const EXCHANGEABLE: ReadonlySet<RowKind> = new Set(['supervisor', 'venue'])

/** A half-day of the term (or finer), by its place in time order. */
export interface Slot {
  number: number
  date: string
  start: string
  end: string
}

/** A row: somebody or something that events happen to. */
export interface Row {
  id: string
  kind: RowKind
  name: string
  /** A short second line, such as the county. */
  note: string
  /** What rows are filtered by: the county. */
  group: string
  /** Numbers of the slots in which they cannot. */
  busy: ReadonlySet<number>
  /** Half-days worked, and the number agreed on if there is one; null where work is not counted. */
  load: { worked: number; target: number | null } | null
}

/** Something at one slot, shown in every row it concerns. */
export interface BoardEvent {
  /** The lasting key: the same in every draft and release. */
  id: string
  kind: Kind
  about: 'visit' | 'course_session' | 'meeting'
  /** What and where: the station's name, or the course's. */
  title: string
  /** What it is called in full, such as which visit of its series. */
  name: string
  /** Who: the names of the panel, or of the lecturer. */
  people: string
  slot: number
  /** The rows it is in, by kind. */
  rows: Readonly<Record<RowKind, readonly string[]>>
  lockedSlot: boolean
  lockedPeople: boolean
  /** It breaks a rule that must hold. */
  broken: boolean
  /** Meetings and what is past stay where they are. */
  fixed: boolean
}

/** What the board can be narrowed to. */
export interface Filter {
  text: string
  kinds: ReadonlySet<Kind>
  group: string
  onlyBroken: boolean
}

/** A wish to change one event: another slot, or another row of the same kind in place of one. */
export interface Move {
  event: string
  slot: number
  from: string
  to: string
  rowKind: RowKind
}

/** A place worth trying for an event that is being moved, and what it would cost more (or less). */
export interface Suggestion {
  row: string
  slot: number
  cost: number
}

/** What a wish would lead to, as the service answers. */
export interface Consequence {
  /** Rules that must hold and would be broken, in words. */
  broken: string[]
  /** Cost by name: what it is called, and how much more (or less) it would be. */
  costs: { name: string; change: number }[]
  total: number
}
