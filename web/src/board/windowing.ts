/** Which rows are near enough to be seen: of a thousand rows only a screenful exists, wherever one scrolls. */

/** Where each row begins, in pixels from the top, and where the last one ends: one number more than there are rows. */
export function offsetsOf(heights: readonly number[]): number[] {
  const offsets = [0]
  for (const height of heights) offsets.push(offsets.at(-1)! + height)
  return offsets
}

/** The rows that touch a stretch of pixels, from `first` up to but not including `end`. */
export function rowsWithin(offsets: readonly number[], top: number, bottom: number): { first: number; end: number } {
  const count = offsets.length - 1
  const first = Math.max(0, lastAtMost(offsets, top))
  let end = first
  while (end < count && offsets[end]! < bottom) end += 1
  return { first: Math.min(first, count), end }
}

/** How far to scroll so that a row is seen whole: the new top, or the same when it is seen already. */
export function scrolledTo(offsets: readonly number[], row: number, top: number, height: number): number {
  const [begin, end] = [offsets[row]!, offsets[row + 1]!]
  if (begin < top) return begin
  return end > top + height ? end - height : top
}

function lastAtMost(offsets: readonly number[], at: number): number {
  let [low, high] = [0, offsets.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (offsets[middle]! <= at) low = middle
    else high = middle - 1
  }
  return low
}
