import { describe, expect, it } from 'vitest'
import { daysOf, rowHeight, roomFor, unitFor, zoomed } from './views'
import { offsetsOf, rowsWithin, scrolledTo } from './windowing'

describe('rows on screen', () => {
  const offsets = offsetsOf([40, 60, 40, 40])
  it('begin one after the other', () => {
    expect(offsets).toEqual([0, 40, 100, 140, 180])
  })
  it('are those that touch what is seen, the edges not counted', () => {
    expect(rowsWithin(offsets, 0, 40)).toEqual({ first: 0, end: 1 })
    expect(rowsWithin(offsets, 39, 101)).toEqual({ first: 0, end: 3 })
    expect(rowsWithin(offsets, 40, 100)).toEqual({ first: 1, end: 2 })
    expect(rowsWithin(offsets, -500, 9999)).toEqual({ first: 0, end: 4 })
    expect(rowsWithin(offsets, 500, 900)).toEqual({ first: 4, end: 4 })
    expect(rowsWithin([0], 0, 100)).toEqual({ first: 0, end: 0 })
  })
  it('are scrolled to only as far as need be', () => {
    expect(scrolledTo(offsets, 1, 0, 120)).toBe(0)
    expect(scrolledTo(offsets, 3, 0, 120)).toBe(60)
    expect(scrolledTo(offsets, 0, 70, 120)).toBe(0)
  })
})

describe('views', () => {
  it('fill the room there is, and keep what must be read readable', () => {
    expect(unitFor('term', 60, 976)).toBe(16)
    expect(unitFor('term', 120, 976)).toBe(14)
    expect(unitFor('week', 5, 976)).toBe(195)
  })
  it('show words in a term that is short', () => {
    expect(roomFor('term', 16)).toBe('sign')
    expect(roomFor('term', 65)).toBe('line')
    expect(roomFor('week', 195)).toBe('lines')
  })
  it('give a row room for its lanes and its name', () => {
    expect(rowHeight('term', 'sign', 2)).toBe(45)
    expect(rowHeight('weeks', 'line', 4)).toBe(4 * 27 + 7)
  })
  it('zoom in and out and stop at the ends', () => {
    expect(zoomed('term', 1)).toBe('four-weeks')
    expect(zoomed('term', -1)).toBe('weeks')
    expect(zoomed('week', 1)).toBe('week')
    expect(zoomed('agenda', 1)).toBe('agenda')
    expect([daysOf('term'), daysOf('week')]).toEqual([null, 7])
  })
})
