import { describe, expect, it } from 'vitest'
import { boardOf, eventsOf, kindOf, rowsOf, slotsOf, type ProblemParts, type Roster, type ServiceEvent } from './fromService'

const PROBLEM: ProblemParts = {
  slots: [{ date: '2026-10-08', start: '08:30:00', end: '11:30:00' }, { date: '2026-10-08', start: '13:30', end: '16:30' }],
  supervisors: [{ id: 'v', name: '吴若兰', lat: 0, lon: 0, unavailable: [1], target: 9 }],
  stations: [{ id: 's', name: '建设街道', county: '南湖区', lat: 0, lon: 0 }],
}
const visit = (given: Partial<ServiceEvent>): ServiceEvent => ({
  key: 'visit-1-0', kind: 'visit', scheme: 'pair', title: '“1+1”结对', date: '2026-10-08', start: '13:30', end: '16:30',
  supervisors: [{ id: 'v', name: '吴若兰' }], stations: [{ id: 's', name: '建设街道' }], cohorts: [], venue: null, ...given,
})

describe('from the service to the board', () => {
  const slots = slotsOf(PROBLEM)
  it('finds the slot of an event by date and start', () => {
    expect(eventsOf([visit({})], slots)[0]).toMatchObject({ slot: 1, kind: 'pair', title: '建设街道', people: '吴若兰', broken: false, lockedSlot: false })
  })
  it('leaves out what is on no working half-day', () => {
    expect(eventsOf([visit({ date: '2026-10-11' })], slots)).toEqual([])
  })
  it('knows locks, broken rules, and what is fixed', () => {
    const [locked, meeting] = eventsOf([visit({ lock: { parts: ['people'] }, broken: ['two-places'] }), visit({ key: 'meeting-1', kind: 'meeting', scheme: 'contest' })], slots)
    expect(locked).toMatchObject({ lockedPeople: true, lockedSlot: false, broken: true, fixed: false })
    expect(meeting).toMatchObject({ kind: 'meeting', fixed: true })
  })
  it('counts what somebody works, meetings apart', () => {
    const events = eventsOf([visit({}), visit({ key: 'm', kind: 'meeting' })], slots)
    expect(rowsOf(PROBLEM, events).map((row) => [row.kind, row.name, row.note, row.load, [...row.busy]])).toEqual([['supervisor', '吴若兰', '', { worked: 1, target: 9 }, [1]], ['station', '建设街道', '南湖区', null, []]])
  })
  it('shows course sessions of any form as the camp', () => {
    expect(kindOf({ kind: 'course_session', scheme: 'salon' })).toBe('camp')
  })
  it('reads a whole board, where every name stands once', () => {
    const roster: Roster = {
      version: 1, left_out: 0, days: [{ date: '2026-10-08', hours: [['08:30', '11:30'], ['13:30', '16:30']] }, { date: '2026-10-09', hours: [['08:30', '11:30']] }],
      supervisors: [{ id: 'v', name: '吴若兰', lat: 0, lon: 0, target: 9, unavailable: [2] }], stations: [{ id: 's', name: '建设街道', county: '南湖区', lat: 0, lon: 0 }], venues: [], cohorts: [],
      events: [{ key: 'visit-1-0', kind: 'visit', scheme: 'pair', title: '“1+1”结对 第1次', slot: 1, supervisors: ['v'], stations: ['s'], locked: ['slot'], broken: ['two-places'] }],
    }
    const { slots: all, rows, events } = boardOf(roster, '2026-10-08')
    expect(all.map((slot) => [slot.number, slot.date, slot.start])).toEqual([[0, '2026-10-08', '08:30'], [1, '2026-10-08', '13:30'], [2, '2026-10-09', '08:30']])
    expect(events[0]).toMatchObject({ id: 'visit-1-0', kind: 'pair', title: '建设街道', name: '“1+1”结对 第1次', people: '吴若兰', slot: 1, lockedSlot: true, lockedPeople: false, broken: true, fixed: false })
    expect(boardOf(roster, '2026-10-09').events[0]!.fixed).toBe(true)
    expect(rows.map((row) => [row.name, row.load])).toEqual([['吴若兰', { worked: 1, target: 9 }], ['建设街道', null]])
  })
})
