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

/** The points of the curves: seconds of searching, cost, bound; a part after another goes on where that one stopped. */
export function curve(progress: readonly Progress[]): { seconds: number; cost: number | null; bound: number | null }[] {
  let before = 0
  let part = 0
  let latest = 0
  const points: { seconds: number; cost: number | null; bound: number | null }[] = []
  for (const row of progress) {
    if (row.part !== part) {
      before += latest
      latest = 0
      part = row.part
    }
    latest = Math.max(latest, row.seconds)
    const total = row.cost?.['total']
    if (typeof total === 'number' || row.bound !== null) points.push({ seconds: before + row.seconds, cost: typeof total === 'number' ? total : null, bound: row.bound })
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
