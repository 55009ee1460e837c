/** What can stand on a roster: the five schemes, the camp and meetings; each with a name, one character, and a colour class. */
import type { Supervisor } from './api/types'
import { say } from './language'

export const KINDS = ['pair', 'roving', 'resident', 'evaluation', 'chief', 'camp', 'meeting'] as const
export type Kind = (typeof KINDS)[number]

const NAMES: Record<Kind, [zh: string, en: string, glyphZh: string, glyphEn: string]> = {
  pair: ['“1+1”结对', 'Pairing', '结', 'P'],
  roving: ['巡回指导', 'Roving', '巡', 'R'],
  resident: ['驻站督导', 'Resident', '驻', 'S'],
  evaluation: ['绩效评估', 'Evaluation', '评', 'E'],
  chief: ['总督导', 'Chief', '总', 'C'],
  camp: ['智创营', 'Camp', '课', 'T'],
  meeting: ['会议', 'Meeting', '会', 'M'],
}

export function kindName(kind: Kind): string {
  return say(NAMES[kind][0], NAMES[kind][1])
}

/** What a supervisor can serve in: a kind of visit, or the camp as its lecturer. */
export function servedName(role: Supervisor['roles'][number]): string {
  return role === 'lecture' ? say('授课', 'Lectures') : kindName(role)
}

/** One character, so that a kind never depends on its colour alone. */
export function kindGlyph(kind: Kind): string {
  return say(NAMES[kind][2], NAMES[kind][3])
}
