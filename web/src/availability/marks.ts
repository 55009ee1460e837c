/** What a supervisor says about half-days: a weekly pattern, exceptions by date; as plain values. */
import { weekday } from '../dates'

export const MARKS = ['free', 'disliked', 'unavailable'] as const
export type Mark = (typeof MARKS)[number]
export const HALVES = ['morning', 'afternoon'] as const
export type Half = (typeof HALVES)[number]

/** `1-morning` … `7-afternoon`: the half-day of the week of a date, Monday is 1. */
export function weeklyKey(date: string, half: Half): string {
  return `${weekday(date) || 7}-${half}`
}

/** The mark a half-day has: its exception, else the week's, else free. */
export function markOf(weekly: Readonly<Record<string, string>>, exceptions: Readonly<Record<string, string>>, date: string, half: Half, asWeekday?: number): Mark {
  const pattern = asWeekday ? `${asWeekday}-${half}` : weeklyKey(date, half)
  return (exceptions[`${date}-${half}`] ?? weekly[pattern] ?? 'free') as Mark
}

/** The mark after a tap: free, disliked, unavailable, free again. */
export function nextMark(mark: Mark): Mark {
  return MARKS[(MARKS.indexOf(mark) + 1) % MARKS.length]!
}

/** The weekly pattern with one half-day set; free is the absence of a mark. */
export function withWeekly(weekly: Readonly<Record<string, string>>, key: string, mark: Mark): Record<string, string> {
  const next = { ...weekly }
  if (mark === 'free') delete next[key]
  else next[key] = mark
  return next
}

/** The exceptions with one half-day set; what equals the week's mark is no exception. */
export function withException(weekly: Readonly<Record<string, string>>, exceptions: Readonly<Record<string, string>>, date: string, half: Half, mark: Mark, asWeekday?: number): Record<string, string> {
  const next = { ...exceptions }
  delete next[`${date}-${half}`]
  if (markOf(weekly, {}, date, half, asWeekday) !== mark) next[`${date}-${half}`] = mark
  return next
}
