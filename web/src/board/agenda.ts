/** Dated things by day and by month, for lists and month sheets. */
import { dateOf, dayNumber, monday } from '../dates'
import type { Kind } from '../schemes'

/** Something on a date, as a list or a month sheet shows it. */
export interface Dated {
  id: string
  kind: Kind
  date: string
  start: string
  end: string
  title: string
  /** Who, or where: the second line. */
  note: string
  state?: string
}

/** Things by date, both in time order. */
export function byDate<T extends Dated>(things: readonly T[]): { date: string; things: T[] }[] {
  const days = new Map<string, T[]>()
  for (const thing of [...things].sort((a, b) => `${a.date}${a.start}${a.title}`.localeCompare(`${b.date}${b.start}${b.title}`))) {
    const day = days.get(thing.date)
    if (day) day.push(thing)
    else days.set(thing.date, [thing])
  }
  return [...days].map(([date, list]) => ({ date, things: list }))
}

/** The weeks of a month, Monday first, as dates; days of the months beside it included. `month` is `YYYY-MM`. */
export function monthWeeks(month: string): string[][] {
  const first = dayNumber(monday(`${month}-01`))
  const next = monthAfter(month, 1)
  const weeks: string[][] = []
  for (let day = first; dateOf(day) < `${next}-01`; day += 7) weeks.push(Array.from({ length: 7 }, (_, index) => dateOf(day + index)))
  return weeks
}

/** The month so many months later (or earlier). */
export function monthAfter(month: string, count: number): string {
  const number = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`
}

/** The months from the first thing's to the last thing's, none left out. */
export function monthsOf(dates: readonly string[]): string[] {
  if (!dates.length) return []
  const sorted = [...dates].sort()
  const last = sorted.at(-1)!.slice(0, 7)
  const months: string[] = []
  for (let month = sorted[0]!.slice(0, 7); month <= last; month = monthAfter(month, 1)) months.push(month)
  return months
}
