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

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: () => (actor.value ? firstPageOf(actor.value.role) : '/sign-in') },
  { path: '/sign-in', component: () => import('@/pages/SignInPage.vue'), meta: { bare: true, open: true } },
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
  return true
})
