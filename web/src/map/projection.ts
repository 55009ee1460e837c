/** From coordinates to a plane, without tiles: equirectangular at the middle latitude, true enough for one city. */

export interface Point {
  lat: number
  lon: number
}

export interface Spot {
  x: number
  y: number
}

export interface Projection {
  width: number
  height: number
  /** Kilometres per unit of the plane. */
  kmPerUnit: number
  spot: (point: Point) => Spot
}

const KM_PER_DEGREE = 111.19

/** Fit points into a width with a margin; north is up. One point, or none, gives a plane of 10 km. */
export function fit(points: readonly Point[], width: number, margin: number): Projection {
  const lats = points.map((point) => point.lat)
  const lons = points.map((point) => point.lon)
  const [south, north] = points.length ? [Math.min(...lats), Math.max(...lats)] : [0, 0]
  const [west, east] = points.length ? [Math.min(...lons), Math.max(...lons)] : [0, 0]
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const kmWide = Math.max((east - west) * KM_PER_DEGREE * shrink, 10)
  const kmHigh = Math.max((north - south) * KM_PER_DEGREE, 6)
  const kmPerUnit = kmWide / (width - 2 * margin)
  const [midLon, midLat] = [(west + east) / 2, (south + north) / 2]
  const height = kmHigh / kmPerUnit + 2 * margin
  return {
    width,
    height,
    kmPerUnit,
    spot: ({ lat, lon }) => ({
      x: width / 2 + ((lon - midLon) * KM_PER_DEGREE * shrink) / kmPerUnit,
      y: height / 2 - ((lat - midLat) * KM_PER_DEGREE) / kmPerUnit,
    }),
  }
}

/** A round length for a scale bar that is at most a share of the width: kilometres and units. */
export function scaleBar(projection: Projection, share: number): { km: number; units: number } {
  const most = projection.width * share * projection.kmPerUnit
  const power = 10 ** Math.floor(Math.log10(most))
  const km = [5, 2, 1].map((step) => step * power).find((length) => length <= most) ?? power
  return { km, units: km / projection.kmPerUnit }
}

/** Those whose labels fit: in the order given, a label is kept when its box touches none kept before. Sizes in units of the plane. */
export function labelled<T extends Spot & { text: string }>(spots: readonly T[], letter: number, line: number): Set<T> {
  const boxes: [number, number, number, number][] = []
  const kept = new Set<T>()
  for (const spot of spots) {
    const box: [number, number, number, number] = [spot.x, spot.y - line / 2, spot.x + spot.text.length * letter + letter, spot.y + line / 2]
    if (boxes.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue
    boxes.push(box)
    kept.add(spot)
  }
  return kept
}
