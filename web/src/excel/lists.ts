/** Lists as Excel files: which there are, which part is meant, where they are. */
import type { components } from '@/api/schema'

export type ListKind = components['schemas']['ListKind']
/** Which part of a list: a term, a month, a year, a course session, a period. */
export interface Part { term_id?: string; month?: string; year?: number; event_key?: string; since?: string; until?: string }

/** Where a list is saved from; what of `part` is empty is left out. */
export function addressOf(kind: ListKind, what: 'export' | 'template', part: Part = {}): string {
  const given = Object.entries(part).filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => [name, String(value)])
  const query = new URLSearchParams(given).toString()
  return `/api/v1/lists/${kind}/${what}${query ? `?${query}` : ''}`
}
