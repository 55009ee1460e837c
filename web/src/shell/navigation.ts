/** Where each role may go, in the order in which it is needed, and where it begins. */
import type { Role } from '@/state/me'
import type { IconName } from './icons'

export interface Place {
  to: string
  zh: string
  en: string
  icon: IconName
  roles: readonly Role[]
  /** On a phone it stands at the foot; there is room for four or five. */
  foot?: boolean
}

const OFFICE: readonly Role[] = ['planner', 'head']
const READERS: readonly Role[] = ['planner', 'head', 'county_viewer']

export const PLACES: readonly Place[] = [
  { to: '/terms', zh: '季度排班', en: 'Terms', icon: 'term', roles: OFFICE, foot: true },
  { to: '/overview', zh: '总览', en: 'Overview', icon: 'overview', roles: READERS, foot: true },
  { to: '/requests', zh: '申请与请假', en: 'Requests', icon: 'requests', roles: OFFICE, foot: true },
  { to: '/records', zh: '走访记录', en: 'Records', icon: 'records', roles: OFFICE },
  { to: '/evaluations', zh: '绩效评估', en: 'Evaluation', icon: 'evaluation', roles: OFFICE },
  { to: '/ratings', zh: '星级评定', en: 'Ratings', icon: 'rating', roles: READERS },
  { to: '/reports', zh: '月报', en: 'Reports', icon: 'report', roles: READERS, foot: true },
  { to: '/stations', zh: '社工站', en: 'Stations', icon: 'stations', roles: READERS, foot: true },
  { to: '/supervisors', zh: '督导与讲师', en: 'Supervisors', icon: 'people', roles: OFFICE },
  { to: '/camp', zh: '智创营', en: 'Camp', icon: 'camp', roles: OFFICE },
  { to: '/my', zh: '我的日程', en: 'My dates', icon: 'dates', roles: ['supervisor'], foot: true },
  { to: '/my/availability', zh: '空闲时间', en: 'Availability', icon: 'availability', roles: ['supervisor'], foot: true },
  { to: '/my/leave', zh: '请假', en: 'Leave', icon: 'leave', roles: ['supervisor'], foot: true },
  { to: '/my/records', zh: '走访记录', en: 'Records', icon: 'records', roles: ['supervisor'], foot: true },
  { to: '/evaluations', zh: '绩效评估', en: 'Evaluation', icon: 'evaluation', roles: ['supervisor'] },
  { to: '/my-station', zh: '本站日程', en: 'Our dates', icon: 'dates', roles: ['station'], foot: true },
  { to: '/my-station/requests', zh: '加场申请', en: 'Requests', icon: 'requests', roles: ['station'], foot: true },
  { to: '/my-station/records', zh: '确认记录', en: 'Records', icon: 'records', roles: ['station'], foot: true },
  { to: '/my-station/camp', zh: '培训报名', en: 'Camp', icon: 'camp', roles: ['station'] },
  { to: '/my-station/report', zh: '月报', en: 'Report', icon: 'report', roles: ['station'], foot: true },
  { to: '/ratings', zh: '本站星级', en: 'Our rating', icon: 'rating', roles: ['station'] },
  { to: '/subscribe', zh: '日历订阅', en: 'Subscribe', icon: 'subscribe', roles: ['supervisor', 'station', 'planner', 'head', 'county_viewer'] },
  { to: '/inbox', zh: '通知', en: 'Inbox', icon: 'inbox', roles: ['supervisor', 'station'], foot: true },
  { to: '/platform', zh: '协会', en: 'Associations', icon: 'overview', roles: ['platform_admin'], foot: true },
  { to: '/accounts', zh: '账号', en: 'Accounts', icon: 'account', roles: ['planner', 'platform_admin'], foot: true },
  { to: '/calendar', zh: '工作日历', en: 'Working days', icon: 'dates', roles: ['planner', 'head', 'platform_admin'], foot: true },
  { to: '/audit', zh: '操作日志', en: 'Audit', icon: 'audit', roles: ['planner', 'head', 'platform_admin'], foot: true },
  { to: '/settings', zh: '协会设置', en: 'Settings', icon: 'settings', roles: OFFICE },
]

const FIRST: Record<Role, string> = {
  planner: '/terms', head: '/overview', supervisor: '/my', station: '/my-station', county_viewer: '/overview', platform_admin: '/platform', system: '/me',
}

/** The places of a role. */
export function placesOf(role: Role): readonly Place[] {
  return PLACES.filter((place) => place.roles.includes(role))
}

/** The page a role lands on after signing in. */
export function firstPageOf(role: Role): string {
  return FIRST[role]
}
