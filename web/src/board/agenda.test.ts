import { describe, expect, it } from 'vitest'
import { byDate, monthAfter, monthsOf, monthWeeks, type Dated } from './agenda'

const thing = (id: string, date: string, start: string): Dated => ({ id, date, start, end: '', kind: 'pair', title: id, note: '' })

describe('agenda', () => {
  it('groups by date in time order', () => {
    const days = byDate([thing('c', '2026-10-09', '08:30'), thing('b', '2026-10-08', '13:30'), thing('a', '2026-10-08', '08:30')])
    expect(days.map((day) => [day.date, day.things.map((each) => each.id)])).toEqual([['2026-10-08', ['a', 'b']], ['2026-10-09', ['c']]])
  })
})

describe('months', () => {
  it('have whole weeks, Monday first', () => {
    const weeks = monthWeeks('2026-11')
    expect(weeks.length).toBe(6)
    expect(weeks[0]![0]).toBe('2026-10-26')
    expect(weeks.at(-1)![6]).toBe('2026-12-06')
  })
  it('that begin on a Monday and end on a Sunday have no days of others', () => {
    expect(monthWeeks('2027-02').map((week) => week[0])).toEqual(['2027-02-01', '2027-02-08', '2027-02-15', '2027-02-22'])
  })
  it('go on over the year', () => {
    expect(monthAfter('2026-12', 1)).toBe('2027-01')
    expect(monthAfter('2026-01', -1)).toBe('2025-12')
    expect(monthsOf(['2027-01-05', '2026-11-30'])).toEqual(['2026-11', '2026-12', '2027-01'])
    expect(monthsOf([])).toEqual([])
  })
})
