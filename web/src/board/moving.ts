/** An event that is being moved, by pointer or by keyboard, and what dropping it would lead to. */
import { computed, ref, shallowRef } from 'vue'
import type { Target } from './keyboard'
import { EXCHANGEABLE, type BoardEvent, type Consequence, type Move, type RowKind } from './model'

/** Asks the service what a move would lead to. */
export type Ask = (move: Move) => Promise<Consequence>

/** The answer to the last wish: on its way, there, or not to be had. */
export type Answer = { state: 'asking' } | { state: 'known'; consequence: Consequence } | { state: 'failed'; text: string }

const PATIENCE_MS = 120

/** The state of moving one event. `ask` is called when the target rests for a moment; an answer to an older wish is dropped. */
export function useMoving(ask: Ask) {
  const event = shallowRef<BoardEvent | null>(null)
  const from = ref('')
  const rowKind = ref<RowKind>('supervisor')
  const target = ref<Target>({ row: '', slot: 0 })
  const answer = shallowRef<Answer | null>(null)
  let wish = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const move = computed<Move | null>(() => {
    const moved = event.value
    if (!moved) return null
    const { row, slot } = target.value
    if (row === from.value && slot === moved.slot) return null
    return { event: moved.id, slot, from: from.value, to: row, rowKind: rowKind.value }
  })

  function start(moved: BoardEvent, row: string, kind: RowKind): void {
    event.value = moved
    from.value = row
    rowKind.value = kind
    target.value = { row, slot: moved.slot }
    answer.value = null
  }

  function aim(next: Target): void {
    const row = EXCHANGEABLE.has(rowKind.value) ? next.row : from.value
    if (row === target.value.row && next.slot === target.value.slot) return
    target.value = { row, slot: next.slot }
    clearTimeout(timer)
    wish += 1
    const mine = wish
    const wanted = move.value
    answer.value = wanted ? { state: 'asking' } : null
    if (wanted) timer = setTimeout(() => void put(mine, wanted), PATIENCE_MS)
  }

  async function put(mine: number, wanted: Move): Promise<void> {
    let result: Answer
    try {
      result = { state: 'known', consequence: await ask(wanted) }
    } catch (error) {
      result = { state: 'failed', text: error instanceof Error ? error.message : String(error) }
    }
    if (mine === wish) answer.value = result
  }

  function stop(): void {
    clearTimeout(timer)
    wish += 1
    event.value = null
    answer.value = null
  }

  return { event, from, target, answer, move, start, aim, stop }
}

export type Moving = ReturnType<typeof useMoving>
