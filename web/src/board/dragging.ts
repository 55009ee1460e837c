/** Dragging an event by pointer: it begins after a few pixels, scrolls at the edges, and ends in a drop or with Escape. */
import { computed, onBeforeUnmount, reactive, type Ref } from 'vue'
import type { Target } from './keyboard'
import type { BoardEvent, RowKind } from './model'
import type { Moving } from './moving'

const FROM_PX = 5
const EDGE_PX = 40
const STEP_PX = 14
/** The card beside the pointer. */
const CARD = { width: 350, height: 300, gap: 16 }

interface Hit { event: BoardEvent; row: string }
export interface Ground {
  moving: Moving
  scroller: Ref<HTMLElement | null>
  rowKind: Ref<RowKind>
  /** The width of the names, which stay where they are, and the height of the head. */
  fixed: () => { left: number; top: number }
  hitAt: (element: EventTarget | null) => Hit | null
  targetAt: (x: number, y: number) => Target | null
  mayDrag: (event: BoardEvent) => boolean
  drop: () => void
}

export function useDragging(ground: Ground) {
  const pointer = reactive({ x: 0, y: 0, dragging: false })
  let pressed: (Hit & { x: number; y: number }) | null = null
  let swallows = false

  /** Where the card stands: on the side of the pointer where there is room. */
  const ghost = computed(() => {
    const x = pointer.x + CARD.gap + CARD.width > innerWidth ? pointer.x - CARD.gap - CARD.width : pointer.x + CARD.gap
    const y = pointer.y + CARD.gap + CARD.height > innerHeight ? pointer.y - CARD.gap - CARD.height : pointer.y + CARD.gap
    return `translate(${Math.max(8, x)}px, ${Math.max(8, y)}px)`
  })

  function down(happening: PointerEvent): void {
    const hit = ground.hitAt(happening.target)
    if (!hit || happening.button !== 0 || happening.pointerType === 'touch' || !ground.mayDrag(hit.event) || ground.moving.event.value) return
    pressed = { ...hit, x: happening.clientX, y: happening.clientY }
    addEventListener('pointermove', drag)
    addEventListener('pointerup', release)
    addEventListener('pointercancel', cancel)
    addEventListener('keydown', escape)
  }
  function drag(happening: PointerEvent): void {
    if (!pressed) return
    if (!pointer.dragging) {
      if (Math.hypot(happening.clientX - pressed.x, happening.clientY - pressed.y) < FROM_PX) return
      pointer.dragging = true
      ground.moving.start(pressed.event, pressed.row, ground.rowKind.value)
    }
    pointer.x = happening.clientX
    pointer.y = happening.clientY
    scrollAtEdge(happening)
    const target = ground.targetAt(happening.clientX, happening.clientY)
    if (target) ground.moving.aim(target)
  }
  function scrollAtEdge(happening: PointerEvent): void {
    const box = ground.scroller.value?.getBoundingClientRect()
    if (!box) return
    const { left, top } = ground.fixed()
    const near = (at: number, from: number, to: number) => (at < from + EDGE_PX ? -STEP_PX : at > to - EDGE_PX ? STEP_PX : 0)
    ground.scroller.value!.scrollBy(near(happening.clientX, box.left + left, box.right), near(happening.clientY, box.top + top, box.bottom))
  }
  function release(): void {
    const wasDragging = pointer.dragging
    stop()
    if (!wasDragging) return
    swallows = true
    setTimeout(() => { swallows = false })
    ground.drop()
  }
  function cancel(): void {
    stop()
    ground.moving.stop()
  }
  function escape(happening: KeyboardEvent): void {
    if (happening.key === 'Escape') cancel()
  }
  function stop(): void {
    pressed = null
    pointer.dragging = false
    removeEventListener('pointermove', drag)
    removeEventListener('pointerup', release)
    removeEventListener('pointercancel', cancel)
    removeEventListener('keydown', escape)
  }
  onBeforeUnmount(stop)

  /** Whether a click is only the end of a drag. */
  const isEndOfDrag = () => swallows
  return { pointer, ghost, down, cancel, isEndOfDrag }
}
