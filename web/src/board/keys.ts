/** The keys of the board; what each does is listed in KeysHelp. */
import type { Ref } from 'vue'
import { directionOf, endOf, nextFocus, stepTarget, type Focus } from './keyboard'
import type { BoardEvent } from './model'
import type { Moving } from './moving'
import type { Showing } from './showing'
import { isBoard, zoomed } from './views'

export interface Hands {
  showing: Showing
  moving: Moving
  focus: Ref<Focus | null>
  editable: () => boolean
  pick: (event: BoardEvent, row: string) => void
  drop: () => void
  cancel: () => void
  lock: (event: BoardEvent) => void
  undo: () => void
  redo: () => void
  search: () => void
  help: () => void
  /** Bring the focus to where `focus` says. */
  refocus: () => void
}

export function useKeys(hands: Hands) {
  const { showing, moving, focus } = hands

  function onKey(happening: KeyboardEvent): void {
    if (isTyping(happening.target)) return
    if (happening.ctrlKey || happening.metaKey || happening.altKey) onChord(happening)
    else if (onAnywhere(happening.key) || (moving.event.value ? whileMoving(happening.key) : onEvent(happening))) happening.preventDefault()
  }
  function onChord(happening: KeyboardEvent): void {
    const key = happening.key.toLowerCase()
    if (!hands.editable() || happening.altKey || (key !== 'z' && key !== 'y')) return
    happening.preventDefault()
    if (key === 'y' || happening.shiftKey) hands.redo()
    else hands.undo()
  }
  function onAnywhere(key: string): boolean {
    if (key === '?') hands.help()
    else if (key === '/') hands.search()
    else if (key === '+' || key === '=') showing.view.value = zoomed(showing.view.value, 1)
    else if (key === '-') showing.view.value = zoomed(showing.view.value, -1)
    else if (key === '[') showing.turn(-1)
    else if (key === ']') showing.turn(1)
    else return false
    hands.refocus()
    return true
  }
  function whileMoving(key: string): boolean {
    const direction = directionOf(key)
    if (direction) moving.aim(stepTarget(showing.laid.value, showing.columns.value, moving.target.value, direction))
    else if (key === 'Enter') hands.drop()
    else if (key === 'Escape') hands.cancel()
    else return false
    hands.refocus()
    return true
  }
  function onEvent(happening: KeyboardEvent): boolean {
    const here = isBoard(showing.view.value) ? placeOf(happening.target) : null
    const event = here && showing.byId.value.get(here.event)
    if (!here || !event) return false
    const { key } = happening
    const direction = directionOf(key)
    const rows = showing.laid.value
    if (direction) focus.value = nextFocus(rows, here, direction) ?? here
    else if (key === 'Home' || key === 'End') focus.value = endOf(rows, here.row, key === 'Home' ? 'first' : 'last')
    else if (key.toLowerCase() === 'm') hands.pick(event, here.row)
    else if (key.toLowerCase() === 'l' && hands.editable() && !event.fixed) hands.lock(event)
    else return false
    hands.refocus()
    return true
  }
  return { onKey }
}

/** The event and row an element belongs to. */
export function placeOf(element: EventTarget | null): Focus | null {
  const button = (element as Element | null)?.closest<HTMLElement>('[data-event]')
  const row = button?.closest<HTMLElement>('[data-row]')?.dataset['row']
  return button && row ? { row, event: button.dataset['event']! } : null
}

function isTyping(element: EventTarget | null): boolean {
  return element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement
}
