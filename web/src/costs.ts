/** The soft costs by name, grouped as planners speak of them. */
import { say } from '@/language'

const NAMES: Record<string, [zh: string, en: string]> = {
  unscheduled_visit: ['未排走访', 'Visits left out'],
  unscheduled_session: ['未排场次', 'Course sessions left out'],
  travel: ['路程', 'Travel'],
  fields: ['领域', 'Fields'],
  rotation: ['轮换', 'Rotation'],
  continuity: ['延续', 'Continuity'],
  spacing: ['间隔', 'Spacing'],
  load: ['负荷', 'Load'],
  disliked: ['不愿意的时段', 'Disliked half-days'],
  moved: ['改期', 'Moved'],
  reassigned: ['换人', 'Reassigned'],
  relocated: ['换场地', 'Relocated'],
  seats: ['座位', 'Seats'],
  min_days: ['分布天数', 'Spread over days'],
  isolated: ['孤立场次', 'Isolated'],
  venue_stability: ['场地稳定', 'Venue stability'],
}

export interface Cost {
  total: number
  by_name: Record<string, number>
}

export function costName(name: string): string {
  const names = NAMES[name]
  return names ? say(...names) : name
}

/** A cost as the service sends it, or null. */
export function asCost(value: unknown): Cost | null {
  const cost = value as Partial<Cost> | null
  return cost && typeof cost.total === 'number' ? { total: cost.total, by_name: cost.by_name ?? {} } : null
}

/** The costs above nothing, the dearest first. */
export function costRows(cost: Cost): { name: string; value: number }[] {
  return Object.entries(cost.by_name).filter(([, value]) => value > 0).map(([name, value]) => ({ name, value })).sort((a, b) => b.value - a.value)
}

/** How far from the best possible a cost may be at most, as a share; null when there is no bound. */
export function gapOf(total: number, bound: number | null | undefined): number | null {
  if (bound === null || bound === undefined) return null
  return total > 0 ? Math.max(0, (total - bound) / total) : 0
}
