/** Dates and times as planners read them. Dates are `YYYY-MM-DD` in China, instants ISO 8601 with a zone. */
import { language, say } from './language'

const ZONE = 'Asia/Shanghai'
const DAY_MS = 86_400_000
const SHORT_ZH = ['日', '一', '二', '三', '四', '五', '六']

/** Days since 1970-01-01 of a date, a plain number to reckon with. */
export function dayNumber(date: string): number {
  return Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS)
}

/** The date of a day number. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** 0 for Sunday to 6 for Saturday. */
export function weekday(date: string): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7
}

/** The Monday of the week a date is in. */
export function monday(date: string): string {
  return dateOf(dayNumber(date) - ((weekday(date) + 6) % 7))
}

/** Today in China. */
export function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date())
}

/** `10/8`: month and day. */
export function monthDay(date: string): string {
  return `${Number(date.slice(5, 7))}/${Number(date.slice(8, 10))}`
}

/** `周四` or `Thu`. */
export function weekdayName(date: string): string {
  if (language.value === 'zh') return `周${SHORT_ZH[weekday(date)]}`
  return format(date, { weekday: 'short' })
}

/** `10月8日 周四` or `Thu 8 Oct`. */
export function dayName(date: string): string {
  if (language.value === 'zh') return `${Number(date.slice(5, 7))}月${Number(date.slice(8, 10))}日 ${weekdayName(date)}`
  return format(date, { weekday: 'short', day: 'numeric', month: 'short' })
}

/** `2026年10月` or `October 2026`, of a date or a month. */
export function monthName(date: string): string {
  if (language.value === 'zh') return `${date.slice(0, 4)}年${Number(date.slice(5, 7))}月`
  return format(`${date.slice(0, 7)}-01`, { month: 'long', year: 'numeric' })
}

/** How far off a date is: `今天`, `明天`, `3 天后`, and `已过` for one that is past. */
export function untilThen(date: string): string {
  const days = dayNumber(date) - dayNumber(today())
  if (days < 0) return say('已过', 'over')
  return [say('今天', 'today'), say('明天', 'tomorrow')][days] ?? say(`${days} 天后`, `in ${days} days`)
}

/** An instant in China: `11-23 16:40`, with the year where it is not this one. */
export function moment(instant: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  const year = of('year') === today().slice(0, 4) ? '' : `${of('year')}-`
  return `${year}${of('month')}-${of('day')} ${of('hour')}:${of('minute')}`
}

/** `16:40`: the clock of an instant in China. */
export function clock(instant: string): string {
  return moment(instant).slice(-5)
}

/** `3 天前`, `2 小时后`: how long ago or ahead, to the nearest unit; `now` in milliseconds. */
export function fromNow(instant: string, now: number): string {
  const minutes = Math.round((Date.parse(instant) - now) / 60_000)
  const size = Math.abs(minutes)
  const [count, zh, en] = size < 60 ? [size, '分钟', 'min'] : size < 1440 ? [Math.round(size / 60), '小时', 'h'] : [Math.round(size / 1440), '天', 'd']
  if (size === 0) return say('刚刚', 'just now')
  return minutes < 0 ? say(`${count} ${zh}前`, `${count} ${en} ago`) : say(`${count} ${zh}后`, `in ${count} ${en}`)
}

function format(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options }).format(new Date(`${date}T00:00:00Z`))
}
