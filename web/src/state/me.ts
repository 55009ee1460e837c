/** Who is signed in, what they may see, and where each role begins. */
import { computed, ref, shallowRef } from 'vue'
import { client, of, useCsrfToken, whenSignedOut } from '@/api/client'
import { asProblem, Problem } from '@/api/problem'
import type { components } from '@/api/schema'
import { language } from '@/language'

export type Me = components['schemas']['MeOut']
export type Role = Me['role']

const me = shallowRef<Me | null>(null)
let asked = false

/** Whether the sign-in ended while somebody was at work: what they have typed stays until they are back. */
export const isLost = ref(false)

whenSignedOut(() => { isLost.value = me.value !== null })

export const actor = computed(() => me.value)

/** Whether the actor has one of these roles. */
export function is(...roles: Role[]): boolean {
  return me.value !== null && roles.includes(me.value.role)
}

/** Those who may plan: the association's office. */
export const isOffice = computed(() => is('planner', 'head'))

function take(answer: Me): void {
  me.value = answer
  isLost.value = false
  useCsrfToken(answer.csrf_token ?? '')
  if (!localStorage.getItem('dudao.language') && (answer.language === 'zh' || answer.language === 'en')) language.value = answer.language
}

/** Ask the service once who is signed in; null when nobody is. */
export async function whoAmI(): Promise<Me | null> {
  if (asked) return me.value
  try {
    take(await of(client.GET('/api/v1/me')))
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error
  }
  asked = true
  return me.value
}

/** Sign in. Raises Problem for a wrong password or too many guesses. */
export async function signIn(login: string, password: string): Promise<Me> {
  return enter(await of(client.POST('/api/v1/sign-in', { body: { login, password } })))
}

/** Be who the service says one is, after a sign-in or an accepted invitation. */
export function enter(answer: Me): Me {
  take(answer)
  asked = true
  return answer
}

/** Sign out here, or everywhere; who is out already is so too. */
export async function signOut(everywhere: boolean): Promise<void> {
  await of(everywhere ? client.DELETE('/api/v1/me/sign-ins') : client.POST('/api/v1/sign-out')).catch((error: unknown) => {
    if (asProblem(error).code !== 'not-signed-in') throw error
  })
  leave()
}

/** Be nobody here. */
export function leave(): void {
  me.value = null
  isLost.value = false
}
