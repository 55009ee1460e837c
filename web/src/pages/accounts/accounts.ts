/** Accounts as the pages speak of them: their state in words, and all of them of a list. */
import { client, of } from '@/api/client'
import type { components } from '@/api/schema'
import { say } from '@/language'
import type { Role } from '@/state/me'

export type Account = components['schemas']['AccountOut']
export type Opened = components['schemas']['OpenedOut']
export type State = 'in-use' | 'waiting' | 'disabled'

export interface Asked { role: Role | ''; state: State | ''; search: string; association: string }

export function stateOf(account: Account): State {
  if (account.disabled_at) return 'disabled'
  return account.has_password || account.role === 'system' ? 'in-use' : 'waiting'
}

const NAMES: Record<State, [zh: string, en: string]> = { 'in-use': ['可用', 'in use'], waiting: ['未启用', 'not accepted yet'], disabled: ['已停用', 'disabled'] }
export const STATES = Object.keys(NAMES) as State[]
export const stateName = (state: State) => say(...NAMES[state])
export const stateTone = (state: State) => ({ 'in-use': 'good', waiting: 'warn', disabled: 'bad' })[state]

/** What is asked, as the service takes it. */
export function queryOf(asked: Asked) {
  return {
    ...(asked.role ? { role: asked.role } : {}),
    ...(asked.search.trim() ? { search: asked.search.trim() } : {}),
    ...(asked.association ? { association_id: asked.association } : {}),
    ...(asked.state ? { disabled: asked.state === 'disabled' } : {}),
    ...(asked.state === 'waiting' ? { has_password: false } : {}),
  }
}

/** All accounts that fit, whatever their number. */
export async function loadAccounts(asked: Asked): Promise<Account[]> {
  const items: Account[] = []
  for (let total = 1; items.length < total; ) {
    const page = await of(client.GET('/api/v1/accounts', { params: { query: { ...queryOf(asked), offset: items.length, limit: 500 } } }))
    items.push(...page.items)
    total = page.items.length ? page.total : 0
  }
  return asked.state && asked.state !== 'disabled' ? items.filter((row) => stateOf(row) === asked.state) : items
}
