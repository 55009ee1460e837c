/** The way to the service: typed by its OpenAPI; sends the CSRF token and the language, throws a Problem for anything but success. */
import createClient from 'openapi-fetch'
import { language } from '@/language'
import { problemOf } from './problem'
import type { paths } from './schema'

let csrfToken = ''
let onSignedOut: () => void = () => undefined

/** The token that changes must carry, as the service gave it at sign-in. */
export function useCsrfToken(token: string): void {
  csrfToken = token
}

/** What to do when the service says that nobody is signed in any more. */
export function whenSignedOut(then: () => void): void {
  onSignedOut = then
}

export const client = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' })

client.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', language.value === 'zh' ? 'zh-CN' : 'en')
    if (csrfToken && !['GET', 'HEAD'].includes(request.method)) request.headers.set('X-CSRF-Token', csrfToken)
    return request
  },
  async onResponse({ response }) {
    if (response.ok) return
    const problem = await problemOf(response)
    if (problem.code === 'not-signed-in') onSignedOut()
    throw problem
  },
})

/** The data of an answer. Errors are thrown before, see above. */
export async function of<T>(answer: Promise<{ data?: T; response: Response }>): Promise<T> {
  return (await answer).data as T
}

/** The data of an answer with its version, for a later change of the same thing. */
export async function versioned<T>(answer: Promise<{ data?: T; response: Response }>): Promise<{ data: T; version: string }> {
  const { data, response } = await answer
  return { data: data as T, version: response.headers.get('ETag') ?? '' }
}
