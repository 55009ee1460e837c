import { expect, it } from 'vitest'
import type { OwnThing } from './dates'
import { toursOf } from './tours'

function thing(date: string, start: string, station: string, at: { lat: number; lon: number } | null): OwnThing {
  const event = { key: `${date}${start}`, date, start, place: `${station} 1号`, station_id: station, venue_id: null, lat: at?.lat ?? null, lon: at?.lon ?? null, stations: [{ id: station, name: `${station}站` }] }
  return { id: event.key, kind: 'roving', date, start, end: '11:30', title: station, note: '', event } as unknown as OwnThing
}
const east = { lat: 30.7, lon: 120.9 }
const west = { lat: 30.7, lon: 120.6 }

it('a day with several places is a tour in the order of the day', () => {
  const tours = toursOf([thing('2026-11-03', '13:30', 'b', west), thing('2026-11-03', '08:30', 'a', east)])
  expect(tours.get('2026-11-03')?.stops.map((stop) => stop.text)).toEqual(['08:30 a站', '13:30 b站'])
})

it('one place all day, or a place nobody knows, is no tour', () => {
  expect(toursOf([thing('2026-11-03', '08:30', 'a', east), thing('2026-11-03', '13:30', 'a', east)]).size).toBe(0)
  expect(toursOf([thing('2026-11-03', '08:30', 'a', east), thing('2026-11-03', '13:30', 'b', null)]).size).toBe(0)
})

it('two visits in a row at one place are one stop', () => {
  const tours = toursOf([thing('2026-11-03', '08:30', 'a', east), thing('2026-11-03', '10:00', 'a', east), thing('2026-11-03', '13:30', 'b', west)])
  expect(tours.get('2026-11-03')?.stops.map((stop) => stop.start)).toEqual(['08:30', '13:30'])
})
