/** What the service answers when something cannot be done: `application/problem+json`, as an error to throw and show. */
import { say } from '@/language'

export interface Fault {
  place: string
  code: string
  message: string
}

interface Body {
  title?: string
  code?: string
  facts?: Record<string, unknown>
  faults?: Fault[]
  request_id?: string | null
}

/** A refusal with its stable code, its sentence, which says the fix, and every single fault. */
export class Problem extends Error {
  readonly code: string
  readonly facts: Record<string, unknown>
  readonly faults: Fault[]
  readonly requestId: string

  constructor(readonly status: number, body: Body) {
    super(body.title || say(`服务器答复 ${status}`, `the server answered ${status}`))
    this.code = body.code ?? `http-${status}`
    this.facts = body.facts ?? {}
    this.faults = body.faults ?? []
    this.requestId = body.request_id ?? ''
  }
}

/** An answer that is not a success, as a Problem. */
export async function problemOf(response: Response): Promise<Problem> {
  const isJson = (response.headers.get('content-type') ?? '').includes('json')
  const body: unknown = isJson ? await response.clone().json().catch(() => ({})) : {}
  return new Problem(response.status, body !== null && typeof body === 'object' ? body : {})
}

/** Any thrown thing as a Problem: what never reached the service has status 0. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const title = say('连不上服务器。请检查网络后重试。', 'The server cannot be reached. Check the network and try again.')
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) return new Problem(0, { title, code: 'no-connection' })
  console.error(error)
  return new Problem(0, { title: say('页面出错，请刷新重试。', 'This page failed. Reload it.'), code: 'page-error' })
}
