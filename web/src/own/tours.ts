/** A day's way from stop to stop, for the map of it. */
import type { MapPlace, TourStop } from '@/map/StationMap.vue'
import type { OwnThing } from './dates'

export interface Tour {
  date: string
  places: MapPlace[]
  /** In the order of the day; two dates in a row at one place are one stop. */
  stops: (TourStop & { name: string; start: string })[]
}

/** The tour of each day that leads to several places; dates without coordinates are left out. */
export function toursOf(things: readonly OwnThing[]): Map<string, Tour> {
  const days = new Map<string, Tour>()
  for (const { event } of [...things].sort((a, b) => `${a.date}${a.start}`.localeCompare(`${b.date}${b.start}`))) {
    if (event.lat === null || event.lon === null) continue
    const tour = days.get(event.date) ?? { date: event.date, places: [], stops: [] }
    const place = event.venue_id ?? event.station_id ?? `${event.lat} ${event.lon}`
    const name = event.stations.find((station) => station.id === event.station_id)?.name ?? event.place
    const kind = event.venue_id ? 'venue' : 'station'
    if (!tour.places.some((each) => each.id === place)) tour.places.push({ id: place, name, kind, group: '', lat: event.lat, lon: event.lon })
    if (tour.stops.at(-1)?.place !== place) tour.stops.push({ place, name, start: event.start, text: `${event.start} ${name}` })
    days.set(event.date, tour)
  }
  return new Map([...days].filter(([, tour]) => tour.places.length > 1))
}
