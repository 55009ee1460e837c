/** Something that is fetched: on its way, there, or refused. */
import { onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { asProblem, type Problem } from '@/api/problem'
import { isLost } from './me'

export interface Load<T> {
  data: ShallowRef<T | null>
  problem: ShallowRef<Problem | null>
  loading: Ref<boolean>
  /** Fetch again; what is there stays until the new answer comes. */
  reload: () => Promise<void>
}

/** Fetch when the page appears, and again whenever `when` changes. The last call wins. */
export function useLoad<T>(fetcher: () => Promise<T>, when?: () => unknown): Load<T> {
  const data = shallowRef<T | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const loading = ref(true)
  let calls = 0
  async function reload(): Promise<void> {
    calls += 1
    const mine = calls
    loading.value = true
    try {
      const answer = await fetcher()
      if (mine !== calls) return
      data.value = answer
      problem.value = null
    } catch (error) {
      if (mine !== calls) return
      problem.value = asProblem(error)
    }
    loading.value = false
  }
  onMounted(reload)
  onceBack(problem, reload)
  if (when) watch(when, () => { data.value = null; void reload() })
  return { data, problem, loading, reload }
}

/** What was refused because the sign-in had ended is no news once one is back. */
function onceBack(problem: ShallowRef<Problem | null>, then: () => unknown): void {
  watch(isLost, (lost) => { if (!lost && problem.value?.code === 'not-signed-in') void then() })
}

/** Something the user asked to be done: busy while it runs, and what went wrong. */
export function useTask<A extends unknown[]>(task: (...given: A) => Promise<void>) {
  const busy = ref(false)
  const problem = shallowRef<Problem | null>(null)
  onceBack(problem, () => { problem.value = null })
  async function run(...given: A): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    problem.value = null
    try {
      await task(...given)
      return true
    } catch (error) {
      problem.value = asProblem(error)
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, problem, run }
}
