import { describe, expect, it } from 'vitest'
import { KINDS } from '../schemes'
import { isMakeUp, layColumns, positionOf, slotsBetween, spans } from './columns'
import { endOf, nextFocus, slotAt, stepTarget } from './keyboard'
import { busyPath, chosen, chosenRows, idleLast, layRows } from './layout'
import type { BoardEvent, Filter, Row, Slot } from './model'

const DATES = ['2026-10-08', '2026-10-09', '2026-10-12', '2026-10-30', '2026-11-02']
const SLOTS: Slot[] = DATES.flatMap((date, index) => [
  { number: index * 2, date, start: '08:30', end: '11:30' },
  { number: index * 2 + 1, date, start: '13:30', end: '16:30' },
])

const row = (id: string, busy: number[] = [], group = '南湖区'): Row => ({
  id, kind: 'supervisor', name: `督导${id}`, note: '', group, busy: new Set(busy), load: null,
})
const event = (id: string, slot: number, supervisors: string[], more: Partial<BoardEvent> = {}): BoardEvent => ({
  id, slot, kind: 'pair', about: 'visit', name: '', title: `站${id}`, people: '', rows: { supervisor: supervisors, station: [], venue: [], cohort: [] },
  lockedSlot: false, lockedPeople: false, broken: false, fixed: false, ...more,
})
const ALL: Filter = { text: '', kinds: new Set(KINDS), group: '', onlyBroken: false }
const NAMES = new Map([['a', '督导a'], ['b', '督导b']])

describe('columns', () => {
  it('are dates with a morning and an afternoon lane', () => {
    const days = layColumns(SLOTS, 'days')
    expect(days.columns.filter((column) => column.slots.length).map((column) => column.key)).toEqual(DATES)
    expect(days.lanes).toBe(2)
    expect(days.places.get(5)).toEqual({ column: 2, lane: 1 })
  })
  it('are weeks by their Mondays', () => {
    const weeks = layColumns(SLOTS, 'weeks')
    expect(weeks.columns.map((column) => column.key)).toEqual(['2026-10-05', '2026-10-12', '2026-10-26', '2026-11-02'])
    expect(weeks.columns[0]).toMatchObject({ first: '2026-10-08', last: '2026-10-09', slots: [0, 1, 2, 3] })
  })
  it('keep an afternoon in its lane on a date without a morning', () => {
    const days = layColumns(SLOTS.filter((slot) => slot.number !== 2), 'days')
    expect(days.places.get(3)).toEqual({ column: 1, lane: 1 })
  })
  it('are headed by months', () => {
    expect(spans(layColumns(SLOTS, 'days').columns, 'month').map(({ first, count }) => [first, count])).toEqual([[0, 17], [17, 1]])
  })
  it('show weekdays that are off, and know the weekend that makes up for them', () => {
    const slots = ['2026-10-08', '2026-10-10', '2026-10-13'].map((date, number) => ({ number, date, start: '08:30', end: '11:30' }))
    const { columns } = layColumns(slots, 'days')
    expect(columns.map((column) => [column.key.slice(8), column.slots.length, isMakeUp(column)])).toEqual([['08', 1, false], ['09', 0, false], ['10', 1, true], ['12', 0, false], ['13', 1, false]])
  })
  it('know where today is', () => {
    expect(positionOf(layColumns(SLOTS, 'days'), '2026-10-09')).toBe(1.5)
    expect(positionOf(layColumns(SLOTS, 'days'), '2026-10-11')).toBeNull()
    expect(positionOf(layColumns(SLOTS, 'weeks'), '2026-10-12')).toBeCloseTo(1 + 0.5 / 7)
  })
  it('can be a part of the term', () => {
    expect(slotsBetween(SLOTS, '2026-10-09', '2026-10-12').map((slot) => slot.number)).toEqual([2, 3, 4, 5])
  })
})

describe('layout', () => {
  const days = layColumns(SLOTS, 'days')
  it('puts an event in each of its rows', () => {
    const laid = layRows([row('a'), row('b')], 'supervisor', [event('1', 3, ['a', 'b'])], days)
    expect(laid.map((each) => each.placed.map((entry) => [entry.column, entry.lane]))).toEqual([[[1, 1]], [[1, 1]]])
  })
  it('shares a cell among those that collide, and only there', () => {
    const [laid] = layRows([row('a')], 'supervisor', [event('2', 3, ['a']), event('1', 3, ['a']), event('3', 2, ['a'])], days)
    expect(laid!.placed.map((entry) => [entry.event.id, entry.share, entry.sharing])).toEqual([['3', 0, 1], ['1', 0, 2], ['2', 1, 2]])
  })
  it('needs as many lanes as the fullest week has events', () => {
    const weeks = layColumns(SLOTS, 'weeks')
    const [laid] = layRows([row('a')], 'supervisor', [event('1', 0, ['a']), event('2', 1, ['a']), event('3', 9, ['a'])], weeks)
    expect(laid!.lanes).toBe(2)
  })
  it('leaves out what is not in the columns', () => {
    const [laid] = layRows([row('a')], 'supervisor', [event('1', 8, ['a'])], layColumns(SLOTS.slice(0, 4), 'days'))
    expect(laid!.placed).toEqual([])
  })
  it('puts those who have nothing after the others', () => {
    const laid = layRows([row('a'), row('b'), row('c')], 'supervisor', [], days)
    expect(idleLast(laid, new Set(['c'])).map((each) => each.row.id)).toEqual(['c', 'a', 'b'])
  })
  it('draws busy half-days, neighbours joined', () => {
    expect(busyPath(row('a', [0, 2, 6, 3]), days)).toBe('M0 0h2v1h-2zM16 0h1v1h-1zM1 1h1v1h-1z')
  })
})

describe('filter', () => {
  const events = [event('1', 0, ['a']), event('2', 1, ['b'], { kind: 'roving', broken: true })]
  it('knows kinds, broken ones and texts', () => {
    const ids = (filter: Partial<Filter>) => chosen(events, { ...ALL, ...filter }, NAMES).map((each) => each.id)
    expect(ids({})).toEqual(['1', '2'])
    expect(ids({ kinds: new Set(['roving']) })).toEqual(['2'])
    expect(ids({ onlyBroken: true })).toEqual(['2'])
    expect(ids({ text: '站1' })).toEqual(['1'])
    expect(ids({ text: ' 督导B' })).toEqual(['2'])
  })
  it('keeps the rows that have something, or are named so', () => {
    const rows = [row('a'), row('b'), row('c', [], '海宁市')]
    const ids = (filter: Partial<Filter>, occupied: string[]) => chosenRows(rows, { ...ALL, ...filter }, new Set(occupied)).map((each) => each.id)
    expect(ids({}, [])).toEqual(['a', 'b', 'c'])
    expect(ids({ group: '海宁市' }, [])).toEqual(['c'])
    expect(ids({ text: '督导a' }, ['b'])).toEqual(['a', 'b'])
    expect(ids({ onlyBroken: true }, ['b'])).toEqual(['b'])
  })
})

describe('keyboard', () => {
  const days = layColumns(SLOTS, 'days')
  const rows = layRows([row('a'), row('empty'), row('b')], 'supervisor', [event('1', 0, ['a']), event('2', 4, ['a']), event('3', 5, ['b']), event('4', 9, ['b'])], days)
  it('goes along a row and stops at its end', () => {
    expect(nextFocus(rows, { row: 'a', event: '1' }, 'right')).toEqual({ row: 'a', event: '2' })
    expect(nextFocus(rows, { row: 'a', event: '2' }, 'right')).toBeNull()
    expect(nextFocus(rows, { row: 'a', event: '1' }, 'left')).toBeNull()
  })
  it('jumps over empty rows to what is nearest in time', () => {
    expect(nextFocus(rows, { row: 'a', event: '2' }, 'down')).toEqual({ row: 'b', event: '3' })
    expect(nextFocus(rows, { row: 'b', event: '4' }, 'up')).toEqual({ row: 'a', event: '2' })
    expect(nextFocus(rows, { row: 'b', event: '4' }, 'down')).toBeNull()
  })
  it('goes to both ends of a row', () => {
    expect(endOf(rows, 'b', 'last')).toEqual({ row: 'b', event: '4' })
    expect(endOf(rows, 'b', 'first')).toEqual({ row: 'b', event: '3' })
    expect(endOf(rows, 'empty', 'first')).toBeNull()
  })
  it('moves a target by half-days and rows, and stays at the edges', () => {
    expect(stepTarget(rows, days, { row: 'a', slot: 1 }, 'right')).toEqual({ row: 'a', slot: 2 })
    expect(stepTarget(rows, days, { row: 'a', slot: 0 }, 'left')).toEqual({ row: 'a', slot: 0 })
    expect(stepTarget(rows, days, { row: 'a', slot: 9 }, 'right')).toEqual({ row: 'a', slot: 9 })
    expect(stepTarget(rows, days, { row: 'a', slot: 9 }, 'down')).toEqual({ row: 'empty', slot: 9 })
    expect(stepTarget(rows, days, { row: 'a', slot: 9 }, 'up')).toEqual({ row: 'a', slot: 9 })
  })
  it('finds the slot under a pointer', () => {
    expect(slotAt(days, 2.4, 1.2, 0)).toBe(5)
    expect(slotAt(days, -3, 9, 0)).toBe(1)
    expect(slotAt(days, 99, 0.5, 0)).toBe(8)
    expect(slotAt(days, 5.5, 1.5, 0)).toBe(5)
    const weeks = layColumns(SLOTS, 'weeks')
    expect(slotAt(weeks, 0.5, 0, 3)).toBe(3)
    expect(slotAt(weeks, 2.5, 0, 3)).toBe(6)
  })
})
