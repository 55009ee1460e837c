/** Swaps and their visits in words. */
import type { components } from '@/api/schema'
import { dayName } from '@/dates'
import { say } from '@/language'

export type Swap = components['schemas']['SwapOut']
export type SwapVisit = components['schemas']['SwapVisitOut']
export type SwapOffer = components['schemas']['SwapOfferOut']
export type SwapEffects = components['schemas']['SwapEffects']

const STATES: Record<Swap['state'], [zh: string, en: string, tone: string]> = {
  proposed: ['待对方答应', 'waits for the colleague', 'warn'], agreed: ['双方同意，待协会批准', 'both agree, waits for approval', 'warn'],
  approved: ['已生效', 'in effect', 'good'], declined: ['未同意', 'declined', 'bad'], withdrawn: ['已撤回', 'withdrawn', ''],
}
export const swapStateName = (state: Swap['state']) => say(STATES[state][0], STATES[state][1])
export const swapStateTone = (state: Swap['state']) => STATES[state][2]
export const isOpenSwap = (swap: Swap) => swap.state === 'proposed' || swap.state === 'agreed'
export const visitTime = (visit: SwapVisit) => `${dayName(visit.date)} ${visit.start}–${visit.end}`
