import { describe, expect, it } from 'vitest'
import { fit, labelled, scaleBar } from './projection'

const JIAXING = [{ lat: 30.4, lon: 120.3 }, { lat: 31.0, lon: 121.2 }]

describe('projection', () => {
  it('keeps everything within the margins, north up and east right', () => {
    const plane = fit(JIAXING, 800, 40)
    const [south, north] = JIAXING.map(plane.spot)
    expect(south!.x).toBeCloseTo(40)
    expect(north!.x).toBeCloseTo(760)
    expect(south!.y).toBeCloseTo(plane.height - 40)
    expect(north!.y).toBeCloseTo(40)
  })
  it('is as long east as north', () => {
    const plane = fit(JIAXING, 800, 40)
    const [a, b] = JIAXING.map(plane.spot)
    const km = Math.hypot(a!.x - b!.x, a!.y - b!.y) * plane.kmPerUnit
    expect(km).toBeGreaterThan(107)
    expect(km).toBeLessThan(110)
  })
  it('has room for one point', () => {
    const plane = fit([JIAXING[0]!], 800, 40)
    expect(plane.spot(JIAXING[0]!)).toEqual({ x: 400, y: plane.height / 2 })
  })
  it('has a round scale bar', () => {
    const bar = scaleBar(fit(JIAXING, 800, 40), 0.2)
    expect(bar.km).toBe(10)
    expect(bar.units).toBeLessThan(160)
  })
  it('labels what does not overlap, the first ones first', () => {
    const spots = [{ x: 0, y: 0, text: '建设' }, { x: 10, y: 2, text: '解放' }, { x: 0, y: 40, text: '新嘉' }]
    expect([...labelled(spots, 12, 14)].map((spot) => spot.text)).toEqual(['建设', '新嘉'])
  })
})
