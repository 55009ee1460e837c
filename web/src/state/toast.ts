/** Short messages at the edge of the page: what was done, with a way back where there is one; and what went wrong. */
import { ref } from 'vue'
import { asProblem } from '@/api/problem'

export interface Toast {
  id: number
  text: string
  tone: 'good' | 'bad'
  action?: { label: string; run: () => void }
}

export const toasts = ref<Toast[]>([])
let last = 0

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id)
}

function show(toast: Omit<Toast, 'id'>, ms: number): void {
  last += 1
  const id = last
  // A newer word takes the place of the last one, whose way back would by now undo something else; what went wrong stays.
  toasts.value = [...toasts.value.filter((each) => each.tone === 'bad').slice(-2), { ...toast, id }]
  setTimeout(() => dismiss(id), ms)
}

export function told(text: string, action?: Toast['action']): void {
  show(action ? { text, tone: 'good', action } : { text, tone: 'good' }, action ? 9000 : 4500)
}

export function failed(error: unknown): void {
  const problem = asProblem(error)
  show({ text: [problem.message, ...problem.faults.map((fault) => fault.message)].join(' '), tone: 'bad' }, 12_000)
}
