/** Stars, and what a rating rule looks at, in words. */
import type { Got } from '@/api/types'
import { say } from '@/language'

type Told = Got<'/api/v1/stations/{station_id}/ratings'>[number]
/** As it is read: of the rule only what counted how much. */
export type Rating = Omit<Told, 'rule'> & { rule: { weights: readonly { indicator: string; weight: number }[] } | null }
export type RatedStation = Omit<Got<'/api/v1/ratings'>[number], 'latest'> & { latest: Rating | null }
export type Indicator = 'evaluation' | 'licensed_share' | 'visits_done' | 'people_visited' | 'advice_followed'

const NAMES: Record<string, [zh: string, en: string]> = {
  evaluation: ['绩效评估合议分', 'Evaluation, joint score'],
  licensed_share: ['持证社工达标率', 'Licensed staff against the standard'],
  visits_done: ['督导走访完成率', 'Visits done of those planned'],
  people_visited: ['服务对象走访率', 'People in need who were visited'],
  advice_followed: ['督导建议落实率', 'Advice followed'],
}

const SHORT: Record<string, [zh: string, en: string]> = {
  evaluation: ['合议分', 'evaluation'], licensed_share: ['持证', 'licensed'], visits_done: ['走访完成', 'visits done'], people_visited: ['对象走访', 'people visited'], advice_followed: ['建议落实', 'advice followed'],
}

export const INDICATORS = Object.keys(NAMES) as Indicator[]
export const indicatorName = (indicator: string) => say(...(NAMES[indicator] ?? [indicator, indicator]))
export const shortName = (indicator: string) => say(...(SHORT[indicator] ?? [indicator, indicator]))
export const percent = (share: number | undefined) => (share === undefined ? '–' : `${Math.round(share * 100)}%`)

/** `★★★☆☆`, so that stars are seen and not only read. */
export function starsText(stars: number | null): string {
  return stars === null ? say('未评', 'none') : '★'.repeat(stars) + '☆'.repeat(5 - stars)
}
