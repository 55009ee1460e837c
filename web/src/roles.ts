/** The roles by name. */
import { say } from '@/language'
import type { Role } from '@/state/me'

const NAMES: Record<Role, [zh: string, en: string]> = {
  planner: ['排班员', 'Planner'],
  head: ['负责人', 'Head'],
  supervisor: ['督导 / 讲师', 'Supervisor'],
  station: ['社工站', 'Station'],
  county_viewer: ['县市区民政', 'County viewer'],
  system: ['系统接口', 'System'],
  platform_admin: ['平台管理员', 'Platform administrator'],
}

export const ROLES = Object.keys(NAMES) as Role[]

export function roleName(role: Role): string {
  return say(...NAMES[role])
}
