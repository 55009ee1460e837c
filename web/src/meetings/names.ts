/** Kinds of meetings and halves of a day, in words. */
import type { Got } from '@/api/types'

export type Meeting = Got<'/api/v1/terms/{term_id}/meetings'>[number]
export type Half = Meeting['half']

export const KINDS: Record<string, [zh: string, en: string]> = {
  meeting: ['例会', 'Meeting'], quarterly_meeting: ['季例会', 'Quarterly meeting'], contest: ['大比武', 'Contest'], community_day: ['公益巴士', 'Community day'],
}
export const HALF_NAMES: Record<Half, [zh: string, en: string]> = { morning: ['上午', 'morning'], afternoon: ['下午', 'afternoon'] }
