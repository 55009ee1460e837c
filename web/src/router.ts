/** The addresses of the pages, who may open them, and where one is sent instead. */
import { createRouter, createWebHistory, START_LOCATION, type RouteLocationNormalized, type RouteRecordRaw } from 'vue-router'
import UnreachablePage from '@/pages/UnreachablePage.vue'
import { firstPageOf } from '@/shell/navigation'
import { whoAmI, type Role } from '@/state/me'
import { failed } from '@/state/toast'

declare module 'vue-router' {
  interface RouteMeta {
    /** Without the shell. */
    bare?: boolean
    /** Also for those who are not signed in. */
    open?: boolean
    /** Only for these; the service decides in the end, this spares a page that would stay empty. */
    roles?: readonly Role[]
  }
}

const OFFICE: readonly Role[] = ['planner', 'head']

const routes: RouteRecordRaw[] = [
  { path: '/', component: () => import('@/pages/NotFoundPage.vue') },
  { path: '/sign-in', component: () => import('@/pages/SignInPage.vue'), meta: { bare: true, open: true } },
  { path: '/invitation', component: () => import('@/pages/InvitationPage.vue'), meta: { bare: true, open: true } },
  { path: '/attend', component: () => import('@/pages/AttendPage.vue'), meta: { bare: true, open: true } },
  { path: '/unreachable', component: UnreachablePage, meta: { bare: true, open: true } },
  { path: '/no-right', component: () => import('@/pages/NoRightPage.vue') },
  { path: '/me', component: () => import('@/pages/MePage.vue') },
  { path: '/terms', component: () => import('@/pages/terms/TermsPage.vue'), meta: { roles: OFFICE } },
  { path: '/terms/:termId', component: () => import('@/pages/terms/TermPage.vue'), meta: { roles: OFFICE } },
  { path: '/terms/:termId/demand', component: () => import('@/pages/terms/DemandPage.vue'), meta: { roles: OFFICE } },
  { path: '/terms/:termId/runs/:runId', component: () => import('@/pages/terms/RunPage.vue'), meta: { roles: OFFICE } },
  { path: '/events/:key', component: () => import('@/pages/EventPage.vue'), meta: { roles: ['planner', 'head', 'supervisor', 'station', 'county_viewer'] } },
  { path: '/subscribe', component: () => import('@/pages/SubscribePage.vue') },
  { path: '/reports', component: () => import('@/pages/ReportsPage.vue'), meta: { roles: ['planner', 'head', 'county_viewer'] } },
  { path: '/my-station/report', component: () => import('@/pages/station/StationReportPage.vue'), meta: { roles: ['station'] } },
  { path: '/my-station/requests', component: () => import('@/pages/station/StationRequestsPage.vue'), meta: { roles: ['station'] } },
  { path: '/terms/:termId/check', component: () => import('@/pages/terms/CheckPage.vue'), meta: { roles: OFFICE } },
  { path: '/terms/:termId/drafts/:draftId', component: () => import('@/pages/terms/DraftPage.vue'), meta: { roles: OFFICE } },
  { path: '/terms/:termId/drafts/:draftId/release', component: () => import('@/pages/terms/ReleaseGatePage.vue'), meta: { roles: OFFICE } },
  { path: '/terms/:termId/releases/:releaseId', component: () => import('@/pages/terms/ReleasePage.vue'), meta: { roles: OFFICE } },
  { path: '/terms/:termId/compare', component: () => import('@/pages/terms/ComparePage.vue'), meta: { roles: OFFICE } },
  { path: '/terms/:termId/days', component: () => import('@/pages/terms/TermDaysPage.vue'), meta: { roles: OFFICE } },
  { path: '/terms/:termId/availability', component: () => import('@/pages/terms/TermAvailabilityPage.vue'), meta: { roles: OFFICE } },
  { path: '/terms/:termId/availability/:supervisorId', component: () => import('@/pages/supervisor/AvailabilityPage.vue'), meta: { roles: OFFICE } },
  { path: '/my', component: () => import('@/pages/supervisor/MyDatesPage.vue'), meta: { roles: ['supervisor'] } },
  { path: '/my/leave', component: () => import('@/pages/supervisor/LeavePage.vue'), meta: { roles: ['supervisor'] } },
  { path: '/my/records', component: () => import('@/pages/RecordsPage.vue'), meta: { roles: ['supervisor'] } },
  { path: '/my-station', component: () => import('@/pages/station/StationDatesPage.vue'), meta: { roles: ['station'] } },
  { path: '/my-station/records', component: () => import('@/pages/station/StationRecordsPage.vue'), meta: { roles: ['station'] } },
  { path: '/records', component: () => import('@/pages/RecordsPage.vue'), meta: { roles: OFFICE } },
  { path: '/inbox', component: () => import('@/pages/InboxPage.vue'), meta: { roles: ['supervisor', 'station'] } },
  { path: '/terms/:termId/camp', component: () => import('@/pages/camp/TermCampPage.vue'), meta: { roles: OFFICE } },
  { path: '/terms/:termId/replan', component: () => import('@/pages/terms/ReplanPage.vue'), meta: { roles: OFFICE } },
  { path: '/camp', component: () => import('@/pages/camp/CampPage.vue'), meta: { roles: OFFICE } },
  { path: '/overview', component: () => import('@/pages/OverviewPage.vue'), meta: { roles: ['planner', 'head', 'county_viewer'] } },
  { path: '/ratings', component: () => import('@/pages/ratings/RatingsPage.vue'), meta: { roles: ['planner', 'head', 'county_viewer', 'station'] } },
  { path: '/evaluations', component: () => import('@/pages/evaluations/EvaluationsPage.vue'), meta: { roles: ['planner', 'head', 'supervisor'] } },
  { path: '/terms/:termId/meetings', component: () => import('@/pages/meetings/MeetingsPage.vue'), meta: { roles: OFFICE } },
  { path: '/wall/:eventKey', component: () => import('@/pages/camp/WallPage.vue'), meta: { bare: true, roles: ['planner', 'supervisor'] } },
  { path: '/quarter-reports/:termId', component: () => import('@/pages/QuarterReportPage.vue'), meta: { roles: ['planner', 'head', 'county_viewer', 'station'] } },
  { path: '/requests', component: () => import('@/pages/DeskPage.vue'), meta: { roles: OFFICE } },
  { path: '/settings', component: () => import('@/pages/SettingsPage.vue'), meta: { roles: OFFICE } },
  { path: '/my-station/camp', component: () => import('@/pages/station/StationCampPage.vue'), meta: { roles: ['station'] } },
  { path: '/my/availability', component: () => import('@/pages/supervisor/AvailabilityPage.vue'), meta: { roles: ['supervisor'] } },
  { path: '/stations', component: () => import('@/pages/people/StationsPage.vue'), meta: { roles: ['planner', 'head', 'county_viewer'] } },
  { path: '/supervisors', component: () => import('@/pages/people/SupervisorsPage.vue'), meta: { roles: OFFICE } },
  { path: '/platform', component: () => import('@/pages/platform/AssociationsPage.vue'), meta: { roles: ['platform_admin'] } },
  { path: '/calendar', component: () => import('@/pages/calendar/CalendarPage.vue'), meta: { roles: ['planner', 'head', 'platform_admin'] } },
  { path: '/accounts', component: () => import('@/pages/AccountsPage.vue'), meta: { roles: ['planner', 'platform_admin'] } },
  { path: '/audit', component: () => import('@/pages/AuditPage.vue'), meta: { roles: ['planner', 'head', 'platform_admin'] } },
  { path: '/:rest(.*)*', component: () => import('@/pages/NotFoundPage.vue') },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

/** Fetch a page's code while the service is asked who is there; the router takes what has come already. */
function fetchEarly(to: RouteLocationNormalized): void {
  for (const { components } of to.matched) {
    const page: unknown = components?.['default']
    if (typeof page === 'function') void Promise.resolve((page as () => unknown)()).catch(() => undefined)
  }
}

router.beforeEach(async (to) => {
  if (to.meta.open) return true
  fetchEarly(to)
  const me = await whoAmI().catch(() => undefined)
  if (me === undefined) return { path: '/unreachable', query: { to: to.fullPath } }
  if (!me) return { path: '/sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (to.path === '/') return firstPageOf(me.role)
  if (to.meta.roles && !to.meta.roles.includes(me.role)) return { path: '/no-right' }
  return true
})

/** An upgrade takes the old version's pages away: who is still on one goes on where they were going, in the new version. */
async function goOnAnew(error: unknown, to: RouteLocationNormalized, from: RouteLocationNormalized): Promise<void> {
  const isUpgraded = error instanceof TypeError && from !== START_LOCATION && (await fetch('/health').catch(() => null))?.ok
  if (isUpgraded) window.location.assign(to.fullPath)
  else failed(error)
}

router.onError((error, to, from) => void goOnAnew(error, to, from))
