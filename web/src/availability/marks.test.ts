import { describe, expect, it } from 'vitest'
import { markOf, nextMark, weeklyKey, withException, withWeekly } from './marks'

describe('availability', () => {
  it('counts the week from Monday 1 to Sunday 7', () => {
    expect(weeklyKey('2026-11-23', 'morning')).toBe('1-morning')
    expect(weeklyKey('2026-11-29', 'afternoon')).toBe('7-afternoon')
  })
  it('is the exception, else the week, else free', () => {
    const weekly = { '1-morning': 'unavailable' }
    expect(markOf(weekly, {}, '2026-11-23', 'morning')).toBe('unavailable')
    expect(markOf(weekly, { '2026-11-23-morning': 'free' }, '2026-11-23', 'morning')).toBe('free')
    expect(markOf(weekly, {}, '2026-11-24', 'morning')).toBe('free')
  })
  it('follows the weekday a make-up day is worked as', () => {
    expect(markOf({ '1-morning': 'disliked' }, {}, '2026-10-10', 'morning', 1)).toBe('disliked')
  })
  it('turns round by taps', () => {
    expect([nextMark('free'), nextMark('disliked'), nextMark('unavailable')]).toEqual(['disliked', 'unavailable', 'free'])
  })
  it('keeps only what differs', () => {
    expect(withWeekly({ '1-morning': 'disliked' }, '1-morning', 'free')).toEqual({})
    expect(withException({ '1-morning': 'disliked' }, {}, '2026-11-23', 'morning', 'free')).toEqual({ '2026-11-23-morning': 'free' })
    expect(withException({ '1-morning': 'disliked' }, { '2026-11-23-morning': 'free' }, '2026-11-23', 'morning', 'disliked')).toEqual({})
  })
})
