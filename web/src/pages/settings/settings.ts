/** The association's settings and the city's standard as the cards edit them: a copy to type in, saved part by part. */
import { computed, inject, provide, reactive, watch, type InjectionKey } from 'vue'
import { client, versioned } from '@/api/client'
import type { components } from '@/api/schema'
import { say } from '@/language'
import { useLoad, useTask, type Load } from '@/state/load'
import { told } from '@/state/toast'

const askAssociation = () => versioned(client.GET('/api/v1/association'))
const askStandard = () => versioned(client.GET('/api/v1/standard'))
export type Association = Awaited<ReturnType<typeof askAssociation>>['data']
export type Standard = Awaited<ReturnType<typeof askStandard>>['data']
type Versioned<T> = { data: T; version: string }
type AssociationPart = components['schemas']['AssociationSettings']
type StandardPart = components['schemas']['StandardSettings']

interface Settings { association: Load<Versioned<Association>>; standard: Load<Versioned<Standard>> }
const KEY: InjectionKey<Settings> = Symbol('settings')

export function loadSettings(): Settings {
  const settings = { association: useLoad(askAssociation), standard: useLoad(askStandard) }
  provide(KEY, settings)
  return settings
}

/** A part of the association's settings to type in. */
export function useAssociation<T extends object>(copy: (from: Association) => T, part: (form: T) => AssociationPart) {
  const { association } = inject(KEY)!
  return edited(association, copy, (form) => versioned(client.PATCH('/api/v1/association', { params: { header: { 'If-Match': association.data.value!.version } }, body: part(form) })))
}

/** A part of the city's standard to type in. */
export function useStandard<T extends object>(copy: (from: Standard) => T, part: (form: T) => StandardPart) {
  const { standard } = inject(KEY)!
  return edited(standard, copy, (form) => versioned(client.PATCH('/api/v1/standard', { params: { header: { 'If-Match': standard.data.value!.version || '"0"' } }, body: part(form) })))
}

function edited<D, T extends object>(load: Load<Versioned<D>>, copy: (from: D) => T, send: (form: T) => Promise<Versioned<D>>) {
  const fresh = () => JSON.parse(JSON.stringify(copy(load.data.value!.data))) as T
  const form = reactive(fresh()) as T
  const undo = () => { Object.assign(form, fresh()) }
  const changed = computed(() => JSON.stringify(form) !== JSON.stringify(fresh()))
  // What was saved from another card, or reloaded, comes in where nothing is being typed.
  let known = JSON.stringify(fresh())
  watch(load.data, () => {
    if (JSON.stringify(form) === known) undo()
    known = JSON.stringify(fresh())
  })
  const save = useTask(async () => {
    load.data.value = await send(form)
    known = JSON.stringify(fresh())
    undo()
    told(say('已保存', 'Saved'))
  })
  return { form, undo, changed, busy: save.busy, problem: save.problem, save: () => save.run() }
}
