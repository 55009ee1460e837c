/** Which events stand in which row, and side by side where they collide. */
import type { Columns } from './columns'
import type { BoardEvent, Filter, Row, RowKind } from './model'

/** An event in a row: its column and lane, and its place among those that share them. */
export interface Placed {
  event: BoardEvent
  column: number
  lane: number
  /** 0 to `sharing` − 1. */
  share: number
  sharing: number
}

export interface LaidRow {
  row: Row
  placed: Placed[]
  /** Lanes it needs: in weeks as many as the fullest week has events. */
  lanes: number
}

/** The events a filter lets through. An event matches a text by its title, or by the name of a row it is in. */
export function chosen(events: readonly BoardEvent[], filter: Filter, names: ReadonlyMap<string, string>): BoardEvent[] {
  const text = filter.text.trim().toLowerCase()
  return events.filter((event) => {
    if (!filter.kinds.has(event.kind) || (filter.onlyBroken && !event.broken)) return false
    if (!text || `${event.title} ${event.people}`.toLowerCase().includes(text)) return true
    return Object.values(event.rows).flat().some((id) => names.get(id)?.toLowerCase().includes(text))
  })
}

/** The rows a filter lets through: of the group, and when searching or asking for broken ones, those that have anything left or are named so. */
export function chosenRows(rows: readonly Row[], filter: Filter, occupied: ReadonlySet<string>): Row[] {
  const text = filter.text.trim().toLowerCase()
  return rows.filter((row) => {
    if (filter.group && row.group !== filter.group) return false
    if (!text && !filter.onlyBroken) return true
    return occupied.has(row.id) || (text !== '' && row.name.toLowerCase().includes(text))
  })
}

/** Lay events in rows. Those in one cell share it: side by side in days, one below the other in weeks. */
export function layRows(rows: readonly Row[], rowKind: RowKind, events: readonly BoardEvent[], columns: Columns): LaidRow[] {
  const byRow = new Map<string, BoardEvent[]>()
  for (const event of events) {
    if (!columns.places.has(event.slot)) continue
    for (const id of event.rows[rowKind]) {
      const list = byRow.get(id)
      if (list) list.push(event)
      else byRow.set(id, [event])
    }
  }
  return rows.map((row) => layRow(row, byRow.get(row.id) ?? [], columns))
}

function layRow(row: Row, events: readonly BoardEvent[], columns: Columns): LaidRow {
  const cells = new Map<string, Placed[]>()
  const ordered = [...events].sort((a, b) => a.slot - b.slot || a.id.localeCompare(b.id))
  const placed = ordered.map((event) => {
    const { column, lane } = columns.places.get(event.slot)!
    const cell = cells.get(`${column}.${lane}`) ?? []
    const entry: Placed = { event, column, lane, share: cell.length, sharing: 1 }
    cell.push(entry)
    cells.set(`${column}.${lane}`, cell)
    return entry
  })
  let fullest = 1
  for (const cell of cells.values()) {
    fullest = Math.max(fullest, cell.length)
    for (const entry of cell) entry.sharing = cell.length
  }
  return { row, placed, lanes: columns.scale === 'days' ? columns.lanes : fullest }
}

/** Those who have nothing all term after the others, in their order otherwise. */
export function idleLast(laid: readonly LaidRow[], busy: ReadonlySet<string>): LaidRow[] {
  return [...laid.filter((each) => busy.has(each.row.id)), ...laid.filter((each) => !busy.has(each.row.id))]
}

/** An SVG path of the half-days a row cannot, in units of columns and lanes; neighbours in a lane are joined. */
export function busyPath(row: Row, columns: Columns): string {
  if (columns.scale === 'weeks') return ''
  const lanes: number[][] = Array.from({ length: columns.lanes }, () => [])
  for (const slot of row.busy) {
    const place = columns.places.get(slot)
    if (place) lanes[place.lane]!.push(place.column)
  }
  let path = ''
  lanes.forEach((list, lane) => {
    list.sort((a, b) => a - b)
    for (let from = 0; from < list.length; ) {
      let to = from + 1
      while (to < list.length && list[to] === list[to - 1]! + 1) to += 1
      const width = list[to - 1]! - list[from]! + 1
      path += `M${list[from]} ${lane}h${width}v1h-${width}z`
      from = to
    }
  })
  return path
}
