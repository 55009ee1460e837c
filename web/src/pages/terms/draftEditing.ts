/** Changing a draft from its board: what each change would lead to, one change after the other, undo and redo. */
import { client, of } from '@/api/client'
import { asProblem } from '@/api/problem'
import type { components } from '@/api/schema'
import type { BoardEvent, Consequence, Move, Slot, Suggestion } from '@/board/model'
import { say } from '@/language'
import type { Load } from '@/state/load'
import { failed, told } from '@/state/toast'

export type Edit = components['schemas']['Edit']
type Draft = components['schemas']['DraftOut']

export interface Editing {
  draftId: string
  draft: Load<{ data: Draft; version: string }>
  slots: () => readonly Slot[]
  eventOf: (id: string) => BoardEvent
  /** Fetch again what a change may have changed. */
  reload: () => Promise<void>
}

/** The edit that a move on the board asks for. */
export function editOf(move: Move, event: BoardEvent, slots: readonly Slot[]): Edit {
  const wanted = slots[move.slot]!
  const slot = move.slot === event.slot ? null : { date: wanted.date, start: wanted.start }
  if (move.rowKind === 'venue') return { kind: 'move', key: move.event, ...(slot ? { slot } : {}), ...(move.to === move.from ? {} : { venue_id: move.to }) }
  const supervisors = move.to === move.from || move.rowKind !== 'supervisor' ? null : event.rows.supervisor.map((id) => (id === move.from ? move.to : id))
  if (!slot) return { kind: 'hand_over', key: move.event, supervisors: supervisors! }
  return { kind: 'move', key: move.event, slot, ...(supervisors ? { supervisors } : {}) }
}

export function useEditing({ draftId, draft, slots, eventOf, reload }: Editing) {
  const path = { path: { draft_id: draftId } }

  async function preview(edit: Edit): Promise<Consequence> {
    try {
      const outcome = await of(client.POST('/api/v1/drafts/{draft_id}/edits/preview', { params: path, body: edit }))
      return {
        broken: outcome.broken.map((finding) => finding.message),
        costs: outcome.cost.by_name.map((part) => ({ name: part.label, change: part.after - part.before })).filter((part) => part.change !== 0),
        total: outcome.cost.after - outcome.cost.before,
      }
    } catch (error) {
      throw asProblem(error)
    }
  }
  const ask = (move: Move) => preview(editOf(move, eventOf(move.event), slots()))

  /** The best other places of an event with the same number of people, for the rows of those who would go. */
  async function suggest(event: BoardEvent): Promise<Suggestion[]> {
    const why = await of(client.GET('/api/v1/drafts/{draft_id}/why/{key}', { params: { path: { draft_id: draftId, key: event.id } } }))
    const numbers = new Map(slots().map((slot) => [`${slot.date} ${slot.start}`, slot.number]))
    return why.alternatives.flatMap((way) => {
      const row = way.rows[0]
      const slot = row && numbers.get(`${row.date} ${row.start}`)
      return row && slot !== undefined ? row.supervisors.map((each) => ({ row: each.id, slot, cost: way.cost })) : []
    })
  }

  let last = Promise.resolve()
  /** One change after the other, each on the version the one before made. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    last = last.then(work).catch(async (error: unknown) => {
      failed(error)
      await Promise.all([draft.reload(), reload()])
    })
    return last
  }
  const header = () => ({ 'If-Match': draft.data.value!.version })
  function take(answer: { draft: Draft }): void {
    draft.data.value = { data: answer.draft, version: `"${answer.draft.version}"` }
  }
  function apply(edit: Edit, done: string): Promise<void> {
    return inTurn(async () => {
      const outcome = await of(client.POST('/api/v1/drafts/{draft_id}/edits', { params: { ...path, header: header() }, body: edit }))
      take(outcome)
      await reload()
      const brokenText = outcome.broken.length ? say(`，新违反 ${outcome.broken.length} 条规则`, `, breaking ${outcome.broken.length} rules`) : ''
      told(done + brokenText, { label: say('撤销', 'Undo'), run: () => void step('undo') })
    })
  }
  function step(way: 'undo' | 'redo'): Promise<void> {
    return inTurn(async () => {
      const params = { ...path, header: header() }
      take(await of(way === 'undo' ? client.POST('/api/v1/drafts/{draft_id}/undo', { params }) : client.POST('/api/v1/drafts/{draft_id}/redo', { params })))
      await reload()
      told(way === 'undo' ? say('已撤销', 'Undone') : say('已重做', 'Done again'))
    })
  }
  function refresh(): Promise<void> {
    return inTurn(async () => {
      const answer = await of(client.POST('/api/v1/drafts/{draft_id}/refresh', { params: { ...path, header: header() } }))
      take(answer)
      await reload()
      told(answer.lost.length ? say(`已更新到今天的名单，失去 ${answer.lost.length} 项`, `Brought up to date; ${answer.lost.length} are lost`) : say('已更新到今天的名单', 'Brought up to date'))
    })
  }
  const move = (wish: Move) => apply(editOf(wish, eventOf(wish.event), slots()), wish.from === wish.to ? say('已改期', 'Moved') : say('已交接', 'Handed over'))
  function lock(event: BoardEvent): Promise<void> {
    const locked = event.lockedSlot || event.lockedPeople
    return apply(locked ? { kind: 'unlock', key: event.id } : { kind: 'lock', key: event.id, parts: ['slot', 'people'] }, locked ? say('已解锁', 'Unlocked') : say('已锁定时间与人', 'Slot and people locked'))
  }
  return { preview, ask, suggest, apply, step, refresh, move, lock }
}
