/** One's own published dates, as lists and month sheets show them. */
import { client, of } from '@/api/client'
import type { OwnDate } from '@/api/types'
import { kindOf } from '@/board/fromService'
import type { Dated } from '@/board/agenda'

export interface OwnThing extends Dated {
  event: OwnDate
}

/** All of one's dates from a day on; for whom the second line is meant decides what it says. */
export async function loadOwnDates(from: string, forWhom: 'supervisor' | 'station'): Promise<OwnThing[]> {
  const items: OwnDate[] = []
  for (let total = 1; items.length < total; ) {
    const page = await of(client.GET('/api/v1/dates', { params: { query: { first_date: from, offset: items.length, limit: 500 } } }))
    items.push(...page.items)
    total = page.items.length ? page.total : 0
  }
  return items.map((event) => thingOf(event, forWhom))
}

export function thingOf(event: OwnDate, forWhom: 'supervisor' | 'station'): OwnThing {
  const people = event.supervisors.map((each) => each.name).join('、')
  const isVisit = event.kind === 'visit'
  const host = event.stations[0]?.name ?? event.title
  return {
    id: event.key, kind: kindOf(event), date: event.date, start: event.start, end: event.end, event,
    title: isVisit ? (forWhom === 'supervisor' ? host : people || event.title) : event.title,
    note: isVisit ? (forWhom === 'supervisor' ? (event.supervisors.length > 1 ? people : (event.county ?? '')) : event.stations.length > 1 ? host : '') : event.place,
  }
}
