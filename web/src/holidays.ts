/** Names of statutory holidays, as the notices write them, in both languages; and those of a span of dates. */
import { computed, type ComputedRef } from 'vue'
import { client, of } from '@/api/client'
import { dayNumber } from '@/dates'
import { say } from '@/language'
import { useLoad } from '@/state/load'

const ENGLISH: Record<string, string> = {
  元旦: 'New Year', 春节: 'Spring Festival', 清明节: 'Qingming', 劳动节: 'Labour Day', 端午节: 'Dragon Boat Festival', 中秋节: 'Mid-Autumn Festival', 国庆节: 'National Day', 农历除夕: 'Lunar New Year’s Eve',
}

/** A name, or several as of 2025's 国庆节、中秋节; one that is not known stays as it is. */
export function holidayName(name: string): string {
  return say(name, name.split('、').map((each) => ENGLISH[each] ?? each).join(', '))
}

/** Days off and working weekends between two dates, both included: what each belongs to. Empty until it is there. */
export function useHolidays(span: () => readonly [first: string, last: string] | null): ComputedRef<ReadonlyMap<string, string>> {
  const days = useLoad(async () => {
    const given = span()
    if (!given) return []
    const count = dayNumber(given[1]) - dayNumber(given[0]) + 1
    return of(client.GET('/api/v1/calendar/days', { params: { query: { first: given[0], count } } }))
  }, () => span()?.join())
  return computed(() => new Map((days.data.value ?? []).filter((day) => day.name).map((day) => [day.date, holidayName(day.name!)])))
}

/** What the holidays between two dates, both included, are called; nothing where there are none. */
export function namedIn(holidays: ReadonlyMap<string, string>, first: string, last: string): string {
  return [...new Set([...holidays].filter(([date]) => first <= date && date <= last).map(([, name]) => name))].join('、')
}
