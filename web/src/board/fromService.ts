/** From what the service sends to what the board shows: a draft's whole board, or a problem and events of any kind. */
import type { Got } from '../api/types'
import { KINDS, type Kind } from '../schemes'
import type { BoardEvent, Row, RowKind, Slot } from './model'

interface Named { id: string; name: string }

/** The parts of a `dudao-problem/1` that the board's rows and columns are made of; ids are keys of rows. */
export interface ProblemParts extends RowParts {
  slots: { date: string; start: string; end: string }[]
}
export interface RowParts {
  stations?: { id: string; name: string; county: string; lat: number; lon: number; closed?: number[] }[]
  supervisors?: { id: string; name: string; lat: number; lon: number; unavailable?: number[]; disliked?: number[]; target?: number | null }[]
  venues?: { id: string; name: string; lat: number; lon: number; seats: number; closed?: number[] }[]
  cohorts?: { id: string; name: string }[]
}

/** An event as the service sends it. */
export interface ServiceEvent {
  key: string
  kind: string
  scheme: string
  title: string
  date: string
  start: string
  end: string
  supervisors: Named[]
  stations: Named[]
  cohorts: Named[]
  venue: Named | null
  lock?: { parts: string[] } | null
  broken?: string[]
}

/** What is shown as one colour: a visit's scheme, any course session, any meeting. */
export function kindOf(event: { kind: string; scheme: string }): Kind {
  if (event.kind === 'course_session') return 'camp'
  if (event.kind === 'meeting') return 'meeting'
  return (KINDS as readonly string[]).includes(event.scheme) ? (event.scheme as Kind) : 'meeting'
}

export function slotsOf(problem: ProblemParts): Slot[] {
  return problem.slots.map((slot, number) => ({ number, date: slot.date, start: slot.start.slice(0, 5), end: slot.end.slice(0, 5) }))
}

/** The events; what is on no working half-day, such as a meeting on a Sunday, has no place on the board. */
export function eventsOf(events: readonly ServiceEvent[], slots: readonly Slot[]): BoardEvent[] {
  const numbers = new Map(slots.map((slot) => [`${slot.date} ${slot.start}`, slot.number]))
  return events.flatMap((event) => {
    const slot = numbers.get(`${event.date} ${event.start}`)
    if (slot === undefined) return []
    const ids = (list: Named[]) => list.map((each) => each.id)
    const isVisit = event.kind === 'visit'
    return [{
      id: event.key,
      kind: kindOf(event),
      about: event.kind as BoardEvent['about'],
      title: isVisit ? (event.stations[0]?.name ?? event.title) : event.title,
      name: event.title,
      people: event.supervisors.map((each) => each.name).join('、'),
      slot,
      rows: { supervisor: ids(event.supervisors), station: ids(event.stations), venue: event.venue ? [event.venue.id] : [], cohort: ids(event.cohorts) },
      lockedSlot: event.lock?.parts.includes('slot') ?? false,
      lockedPeople: event.lock?.parts.includes('people') ?? false,
      broken: (event.broken?.length ?? 0) > 0,
      fixed: event.kind === 'meeting',
    }]
  })
}

/** Rows of every kind: supervisors with what they work against what was agreed, stations by county, venues, cohorts. */
export function rowsOf(parts: RowParts, events: readonly BoardEvent[]): Row[] {
  const worked = workedIn(events)
  const row = (kind: RowKind, from: Named, note: string, group: string, busy: readonly number[] | undefined): Row => ({ id: from.id, kind, name: from.name, note, group, busy: new Set(busy ?? []), load: null })
  return [
    ...(parts.supervisors ?? []).map((person) => ({ ...row('supervisor', person, '', '', person.unavailable), load: { worked: worked.get(person.id) ?? 0, target: person.target ?? null } })),
    ...(parts.stations ?? []).map((station) => row('station', station, station.county, station.county, station.closed)),
    ...(parts.venues ?? []).map((venue) => row('venue', venue, String(venue.seats), '', venue.closed)),
    ...(parts.cohorts ?? []).map((cohort) => row('cohort', cohort, '', '', undefined)),
  ]
}

/** How many half-days each supervisor works, meetings apart. */
export function workedIn(events: readonly BoardEvent[]): Map<string, number> {
  const worked = new Map<string, number>()
  for (const event of events) if (event.about !== 'meeting') for (const id of event.rows.supervisor) worked.set(id, (worked.get(id) ?? 0) + 1)
  return worked
}

/** A draft's whole board, as the service sends it in one answer. */
export type Roster = Omit<Got<'/api/v1/drafts/{draft_id}/board'>, 'days'> & { days: { date: string; hours: string[][] }[] }

/** The slots, rows and events of a draft's board; what was before `today` stays where it is. */
export function boardOf(roster: Roster, today: string): { slots: Slot[]; rows: Row[]; events: BoardEvent[] } {
  const slots = roster.days.flatMap((day) => day.hours.map(([start = '', end = '']) => ({ date: day.date, start, end }))).map((slot, number) => ({ ...slot, number }))
  const names = new Map([...roster.supervisors, ...roster.stations].map((row) => [row.id, row.name]))
  const events = roster.events.map((entry): BoardEvent => {
    const { supervisors = [], stations = [], cohorts = [], locked = [], broken = [] } = entry
    return {
      id: entry.key,
      kind: kindOf(entry),
      about: entry.kind,
      title: entry.kind === 'visit' ? (names.get(stations[0] ?? '') ?? entry.title) : entry.title,
      name: entry.title,
      people: supervisors.map((id) => names.get(id) ?? '').join('、'),
      slot: entry.slot,
      rows: { supervisor: supervisors, station: stations, venue: entry.venue ? [entry.venue] : [], cohort: cohorts },
      lockedSlot: locked.includes('slot'),
      lockedPeople: locked.includes('people'),
      broken: broken.length > 0,
      fixed: entry.kind === 'meeting' || slots[entry.slot]!.date < today,
    }
  })
  return { slots, rows: rowsOf(roster, events), events }
}
