/** The addresses of the pages, who may open them, and where one is sent instead. */
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { firstPageOf } from '@/shell/navigation'
import { actor, whoAmI, type Role } from '@/state/me'

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
  { path: '/', redirect: () => (actor.value ? firstPageOf(actor.value.role) : '/sign-in') },
  { path: '/sign-in', component: () => import('@/pages/SignInPage.vue'), meta: { bare: true, open: true } },
  { path: '/invitation', component: () => import('@/pages/InvitationPage.vue'), meta: { bare: true, open: true } },
  { path: '/no-right', component: () => import('@/pages/NoRightPage.vue') },
  { path: '/me', component: () => import('@/pages/MePage.vue') },
  { path: '/terms/:termId/runs/:runId', component: () => import('@/pages/terms/RunPage.vue'), meta: { roles: OFFICE } },
  { path: '/accounts', component: () => import('@/pages/AccountsPage.vue'), meta: { roles: ['planner', 'head', 'platform_admin'] } },
  { path: '/audit', component: () => import('@/pages/AuditPage.vue'), meta: { roles: ['planner', 'head', 'platform_admin'] } },
  { path: '/:rest(.*)*', component: () => import('@/pages/NotFoundPage.vue') },
]

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async (to) => {
  const me = await whoAmI().catch(() => null)
  if (to.meta.open) return true
  if (!me) return { path: '/sign-in', query: to.fullPath === '/' ? {} : { to: to.fullPath } }
  if (to.meta.roles && !to.meta.roles.includes(me.role)) return { path: '/no-right' }
  return true
})
