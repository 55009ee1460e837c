import { describe, expect, it } from 'vitest'
import { curve, isOver, withProgress, type Progress } from './following'

const row = (number: number, seconds: number, total: number | null, bound: number | null = null, part = 0): Progress => ({
  number, at: '2026-11-24T08:00:00Z', state: 'running', phase: 'search', part, seconds, done: 0, steps: 0,
  cost: total === null ? null : { total, by_name: {} }, bound, unscheduled_visits: 0, unscheduled_sessions: 0,
})

describe('the progress of a run', () => {
  it('grows by what is new, and is not doubled after a reconnection', () => {
    const two = withProgress(withProgress([], row(1, 0, null)), row(2, 1, 100))
    expect(withProgress(two, row(2, 1, 100))).toBe(two)
    expect(withProgress(two, row(3, 2, 90)).map((each) => each.number)).toEqual([1, 2, 3])
  })
  it('is a curve from the first plan on, parts one after the other', () => {
    expect(curve([row(1, 0, null), row(2, 1, 100, 50), row(3, 4, 80, 50), row(4, 2, 70, null, 1)])).toEqual([
      { seconds: 1, cost: 100, bound: 50 }, { seconds: 4, cost: 80, bound: 50 }, { seconds: 4, cost: null, bound: null }, { seconds: 6, cost: 70, bound: null },
    ])
  })
  it('keeps a bound until a better one, and knows none that is 0', () => {
    expect(curve([row(1, 1, 100, 0), row(2, 2, 90, 40), row(3, 3, 90), row(4, 4, 80, 60)]).map((point) => point.bound)).toEqual([null, 40, 40, 60])
  })
  it('ends in one of three states', () => {
    expect((['queued', 'running', 'finishing', 'completed', 'cancelled', 'failed'] as const).filter(isOver)).toEqual(['completed', 'cancelled', 'failed'])
  })
})
