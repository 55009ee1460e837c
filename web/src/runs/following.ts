/** A run as it goes: its progress as the service tells it, event by event, through reloads and cut connections. */
import { onBeforeUnmount, shallowRef } from 'vue'
import type { components } from '@/api/schema'

export type Progress = components['schemas']['ProgressOut']
export type RunState = Progress['state']

const OVER: ReadonlySet<RunState> = new Set(['completed', 'cancelled', 'failed'])

export function isOver(state: RunState): boolean {
  return OVER.has(state)
}

/** Add an event to those already there; one that came before, as after a reconnection, changes nothing. */
export function withProgress(known: readonly Progress[], next: Progress): readonly Progress[] {
  const last = known.at(-1)
  return last && next.number <= last.number ? known : [...known, next]
}

/** A point of the curves; without cost and bound where a part ends and the lines are to break. */
export interface CurvePoint { seconds: number; cost: number | null; bound: number | null }

/** The points of the curves by seconds of searching; a part after another goes on where that one stopped. A bound holds until a better one; nothing is known of one that is 0. */
export function curve(progress: readonly Progress[]): CurvePoint[] {
  let before = 0
  let part = 0
  let latest = 0
  let bound: number | null = null
  const points: CurvePoint[] = []
  for (const row of progress) {
    if (row.part !== part) {
      before += latest
      ;[latest, bound, part] = [0, null, row.part]
      if (points.length) points.push({ seconds: before, cost: null, bound: null })
    }
    latest = Math.max(latest, row.seconds)
    if (row.bound) bound = Math.max(row.bound, bound ?? 0)
    const total = row.cost?.['total']
    const cost = typeof total === 'number' ? total : null
    if (cost !== null || bound !== null) points.push({ seconds: before + row.seconds, cost, bound })
  }
  return points
}

/** Follow a run from its first event until it is over. */
export function useFollowing(runId: string, atEnd: () => void) {
  const progress = shallowRef<readonly Progress[]>([])
  const connected = shallowRef(false)
  const source = new EventSource(`/api/v1/runs/${encodeURIComponent(runId)}/events`)
  const take = (event: MessageEvent<string>) => { progress.value = withProgress(progress.value, JSON.parse(event.data) as Progress) }
  source.onopen = () => { connected.value = true }
  source.onerror = () => { connected.value = false }
  source.addEventListener('progress', take)
  source.addEventListener('end', (event) => {
    take(event as MessageEvent<string>)
    source.close()
    atEnd()
  })
  onBeforeUnmount(() => source.close())
  return { progress, connected }
}
