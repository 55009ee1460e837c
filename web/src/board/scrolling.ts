/** The part of the board that is on screen: only its rows exist, with a few beyond, the one with the focus, and all of them on paper. */
import { computed, nextTick, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { rowsWithin, scrolledTo } from './windowing'

const BEYOND_PX = 240

export interface Seen { scroller: Ref<HTMLElement | null>; offsets: Ref<number[]>; width: Ref<number>; headPx: number; kept: () => number }

/** `kept` is the number of a row that exists wherever one scrolls, or −1. */
export function useScrolling({ scroller, offsets, width, headPx, kept }: Seen) {
  const top = ref(0)
  const height = ref(typeof innerHeight === 'undefined' ? 900 : innerHeight)
  const onPaper = ref(false)

  const seen = computed(() => {
    const count = offsets.value.length - 1
    if (onPaper.value) return range(0, count)
    const { first, end } = rowsWithin(offsets.value, top.value - BEYOND_PX, top.value + height.value + BEYOND_PX)
    const rows = range(first, end)
    const extra = kept()
    return extra >= 0 && extra < count && (extra < first || extra >= end) ? [...rows, extra] : rows
  })

  function scrolled(): void {
    if (scroller.value) top.value = scroller.value.scrollTop
  }
  /** Scroll a row into sight. */
  function show(row: number): void {
    const element = scroller.value
    if (!element || row < 0) return
    const room = element.clientHeight - headPx
    element.scrollTop = scrolledTo(offsets.value, row, element.scrollTop, room)
    scrolled()
  }
  /** Print with every row there. */
  async function print(): Promise<void> {
    onPaper.value = true
    await nextTick()
    globalThis.print()
  }
  const before = () => { onPaper.value = true }
  const after = () => { onPaper.value = false }
  const observer = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(([entry]) => {
    width.value = entry!.contentRect.width || width.value
    height.value = entry!.contentRect.height || height.value
  })
  onMounted(() => {
    if (scroller.value) {
      width.value = scroller.value.clientWidth || width.value
      observer?.observe(scroller.value)
    }
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
  })
  onBeforeUnmount(() => {
    observer?.disconnect()
    removeEventListener('beforeprint', before)
    removeEventListener('afterprint', after)
  })
  return { seen, onPaper, scrolled, show, print }
}

const range = (from: number, end: number) => Array.from({ length: end - from }, (_, index) => from + index)
