/** What of a roster is shown and how it is laid out: kind of rows, view, page, filter; and from these, columns, rows and places. */
import { computed, reactive, ref, watch } from 'vue'
import { dateOf, dayNumber, monday, today } from '../dates'
import { KINDS, type Kind } from '../schemes'
import { layColumns, positionOf, slotsBetween, spans } from './columns'
import { chosen, chosenRows, idleLast, layRows } from './layout'
import { ROW_KINDS, type BoardEvent, type Filter, type Row, type RowKind, type Slot } from './model'
import { daysOf, laneHeight, roomFor, rowHeight, scaleOf, unitFor, type View } from './views'
import { offsetsOf } from './windowing'

export interface Shown { slots: Slot[]; rows: Row[]; events: BoardEvent[]; rowKinds?: RowKind[] }

const NARROW_PX = 600
export const nameWidthFor = (width: number) => (width < NARROW_PX ? 92 : 152)

export function useShowing(props: Readonly<Shown>, startsAt: View = 'term') {
  const kinds = computed(() => props.rowKinds ?? ROW_KINDS.filter((kind) => props.rows.some((row) => row.kind === kind)))
  const rowKind = ref<RowKind>(kinds.value[0] ?? 'supervisor')
  const view = ref<View>(startsAt)
  const now = today()
  const begin = computed(() => props.slots[0]?.date ?? now)
  const end = computed(() => props.slots.at(-1)?.date ?? now)
  /** The first day of the page; this week where the term has begun. */
  const first = ref(now > begin.value && now <= end.value ? now : begin.value)
  const filter = reactive<Filter>({ text: '', kinds: new Set<Kind>(KINDS), group: '', onlyBroken: false })
  /** The room the board has, in pixels; the page says. */
  const width = ref(1100)

  const names = computed(() => new Map(props.rows.map((row) => [row.id, row.name])))
  const bySlot = computed(() => new Map(props.slots.map((slot) => [slot.number, slot])))
  const byId = computed(() => new Map(props.events.map((event) => [event.id, event])))
  const pageSlots = computed(() => {
    const days = daysOf(view.value)
    const from = monday(first.value)
    return days === null ? props.slots : slotsBetween(props.slots, from, dateOf(dayNumber(from) + days - 1))
  })
  const columns = computed(() => layColumns(pageSlots.value, scaleOf(view.value)))
  const ofKind = computed(() => props.rows.filter((row) => row.kind === rowKind.value))
  const groups = computed(() => [...new Set(ofKind.value.map((row) => row.group).filter(Boolean))])
  const events = computed(() => chosen(props.events, filter, names.value))
  const laid = computed(() => {
    const all = layRows(ofKind.value, rowKind.value, events.value, columns.value)
    const occupied = new Set(all.filter((each) => each.placed.length).map((each) => each.row.id))
    const kept = new Set(chosenRows(ofKind.value, filter, occupied))
    return idleLast(all.filter((each) => kept.has(each.row)), busyRows.value)
  })
  /** Rows with anything at all in the term, whatever is filtered: the order of rows does not follow the filter. */
  const busyRows = computed(() => new Set(props.events.flatMap((event) => event.rows[rowKind.value])))
  const counts = computed(() => {
    const result = new Map<Kind, number>()
    for (const event of props.events) result.set(event.kind, (result.get(event.kind) ?? 0) + 1)
    return result
  })
  const broken = computed(() => props.events.filter((event) => event.broken).length)
  /** Which marks there are to explain. */
  const marks = computed(() => ({ busy: ofKind.value.some((row) => row.busy.size > 0), locked: props.events.some((event) => event.lockedSlot || event.lockedPeople), now: nowAt.value !== null }))
  const nameWidth = computed(() => nameWidthFor(width.value))
  const unit = computed(() => unitFor(view.value, columns.value.columns.length, width.value - nameWidth.value - 2))
  const room = computed(() => roomFor(view.value, unit.value))
  const lane = computed(() => laneHeight(view.value, room.value))
  const heights = computed(() => laid.value.map((each) => rowHeight(view.value, room.value, each.lanes)))
  const offsets = computed(() => offsetsOf(heights.value))
  const months = computed(() => spans(columns.value.columns, 'month'))
  const weeks = computed(() => spans(columns.value.columns, 'week'))
  const weekStarts = computed(() => new Set(weeks.value.map((week) => week.first)))
  const nowAt = computed(() => positionOf(columns.value, now))
  /** The same events by date, for month sheets and lists; a list is of the page's days, a sheet of all. */
  const dated = computed(() => {
    const inGroup = filter.group ? new Set(ofKind.value.filter((row) => row.group === filter.group).map((row) => row.id)) : null
    return events.value.filter((event) => (view.value === 'months' || columns.value.places.has(event.slot)) && (!inGroup || event.rows[rowKind.value].some((id) => inGroup.has(id)))).flatMap((event) => {
      const slot = bySlot.value.get(event.slot)
      return slot ? [{ id: event.id, kind: event.kind, date: slot.date, start: slot.start, end: slot.end, title: event.title, note: event.people, event }] : []
    })
  })

  /** Go to another page of days, as far as the term reaches. */
  function turn(step: number): void {
    const next = dateOf(dayNumber(monday(first.value)) + step * (daysOf(view.value) ?? 0))
    if (next >= monday(begin.value) && next <= end.value) first.value = next
  }
  const mayTurn = (step: number) => {
    const next = dateOf(dayNumber(monday(first.value)) + step * (daysOf(view.value) ?? 0))
    return next >= monday(begin.value) && next <= end.value
  }
  function toggle(kind: Kind): void {
    const next = new Set(filter.kinds)
    if (!next.delete(kind)) next.add(kind)
    filter.kinds = next
  }
  /** Only this kind; all again when it is the only one already. */
  function only(kind: Kind): void {
    filter.kinds = filter.kinds.size === 1 && filter.kinds.has(kind) ? new Set(KINDS) : new Set([kind])
  }
  watch(kinds, (list) => { if (!list.includes(rowKind.value)) rowKind.value = list[0] ?? 'supervisor' })
  watch(rowKind, () => { filter.group = '' })

  return { kinds, rowKind, view, first, filter, width, now, begin, end, names, bySlot, byId, pageSlots, columns, groups, laid, counts, broken, marks, nameWidth, unit, room, lane, heights, offsets, months, weeks, weekStarts, nowAt, dated, turn, mayTurn, toggle, only }
}

export type Showing = ReturnType<typeof useShowing>
