import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BoardEvent, Consequence, Move } from './model'
import { useMoving } from './moving'

const EVENT: BoardEvent = {
  id: 'v', kind: 'pair', about: 'visit', name: '', title: '站', people: '', slot: 3, rows: { supervisor: ['a'], station: ['s'], venue: [], cohort: [] },
  lockedSlot: false, lockedPeople: false, broken: false, fixed: false,
}
const nothing: Consequence = { broken: [], costs: [], total: 0 }

describe('moving', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('asks once the target rests, and only for the last one', async () => {
    const asked: Move[] = []
    const moving = useMoving(async (move) => { asked.push(move); return nothing })
    moving.start(EVENT, 'a', 'supervisor')
    moving.aim({ row: 'a', slot: 4 })
    moving.aim({ row: 'b', slot: 4 })
    expect(moving.answer.value).toEqual({ state: 'asking' })
    await vi.advanceTimersByTimeAsync(500)
    expect(asked).toEqual([{ event: 'v', slot: 4, from: 'a', to: 'b', rowKind: 'supervisor' }])
    expect(moving.answer.value).toEqual({ state: 'known', consequence: nothing })
  })
  it('drops an answer that comes after the target went on', async () => {
    let reply: (value: Consequence) => void = () => undefined
    const moving = useMoving(() => new Promise((resolve) => { reply = resolve }))
    moving.start(EVENT, 'a', 'supervisor')
    moving.aim({ row: 'a', slot: 4 })
    await vi.advanceTimersByTimeAsync(200)
    const late = reply
    moving.aim({ row: 'a', slot: 5 })
    late(nothing)
    await vi.advanceTimersByTimeAsync(0)
    expect(moving.answer.value).toEqual({ state: 'asking' })
  })
  it('keeps a station its own row: visits are handed over between people only', () => {
    const moving = useMoving(async () => nothing)
    moving.start(EVENT, 's', 'station')
    moving.aim({ row: 'other', slot: 4 })
    expect(moving.move.value).toMatchObject({ from: 's', to: 's', slot: 4 })
  })
  it('has nothing to do where it came from', () => {
    const moving = useMoving(async () => nothing)
    moving.start(EVENT, 'a', 'supervisor')
    moving.aim({ row: 'b', slot: 3 })
    moving.aim({ row: 'a', slot: 3 })
    expect(moving.move.value).toBeNull()
    expect(moving.answer.value).toBeNull()
  })
  it('says why there is no answer', async () => {
    const moving = useMoving(async () => { throw new Error('断网') })
    moving.start(EVENT, 'a', 'supervisor')
    moving.aim({ row: 'a', slot: 4 })
    await vi.advanceTimersByTimeAsync(200)
    expect(moving.answer.value).toEqual({ state: 'failed', text: '断网' })
  })
})
