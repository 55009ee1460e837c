import { describe, expect, it } from 'vitest'
import { awayOf, dutyOf } from './duty'

const SESSIONS = [
  { date: '2026-10-09', start: '08:30', title: '个案', cohorts: ['b'] },
  { date: '2026-10-08', start: '13:30', title: '伦理', cohorts: ['a'] },
  { date: '2026-10-08', start: '13:30', title: '讲座', cohorts: ['b', 'c'] },
]
const ENROLLED = [
  { trainee: '1', name: '甲', station: 's', cohort: 'a' }, { trainee: '2', name: '乙', station: 's', cohort: 'b' },
  { trainee: '3', name: '丙', station: 's', cohort: null }, { trainee: '4', name: '丁', station: 't', cohort: 'a' },
]

describe('duty', () => {
  it('says who of a station is away, half-day by half-day', () => {
    expect(awayOf('s', SESSIONS, ENROLLED)).toEqual([
      { date: '2026-10-08', start: '13:30', names: ['甲', '乙'], titles: ['伦理', '讲座'] },
      { date: '2026-10-09', start: '08:30', names: ['乙'], titles: ['个案'] },
    ])
  })
  it('says nothing where nobody is sent', () => {
    expect(awayOf('u', SESSIONS, ENROLLED)).toEqual([])
  })
  it('asks for more to stay while the station is visited', () => {
    const team = { id: 's', staff: 5, duty: 2, present: 4 }
    const cells = dutyOf(team, SESSIONS, ENROLLED, [{ date: '2026-10-08', start: '13:30', stations: ['s'] }])
    expect(cells.map((cell) => [cell.stay, cell.needed, cell.visited])).toEqual([[3, 4, true], [4, 2, false]])
  })
})
