/** The terms of the association, and which of them is the one people mean today. */
import { client, of } from '@/api/client'
import type { components } from '@/api/schema'
import { today } from '@/dates'

export type Term = components['schemas']['TermOut']

/** The term of today, else the next one, else the last; published ones first where `published` is asked for; null when there is none. */
export function presentTerm(terms: readonly Term[], published: boolean): Term | null {
  const now = today()
  const list = terms.filter((term) => !published || term.current_release_id !== null)
  const byDate = [...list].sort((a, b) => a.first_date.localeCompare(b.first_date))
  return byDate.find((term) => term.first_date <= now && now <= term.last_date) ?? byDate.find((term) => term.first_date > now) ?? byDate.at(-1) ?? null
}

export async function loadTerms(): Promise<Term[]> {
  return (await of(client.GET('/api/v1/terms', { params: { query: { limit: 100 } } }))).items
}
