/** Where a fault of what was entered is, in the words of the page. */
import { columnName } from '@/audit/names'

/** A field by its name, a cell or a piece of text as it is; null for what only programs know. */
export function placeName(place: string): string | null {
  const field = place.split('.').filter((part) => !/^\d+$/.test(part)).at(-1) ?? ''
  return columnName(field) ?? (/^[a-z_.\d-]*$/.test(place) ? null : place)
}
