/** The language of what is shown: Chinese first, English second. Both texts stand together where they are used. */
import { ref, watchEffect } from 'vue'

export type Language = 'zh' | 'en'

const KEPT = 'dudao.language'

const kept = typeof localStorage === 'undefined' ? null : localStorage.getItem(KEPT)

export const language = ref<Language>(kept === 'en' ? 'en' : 'zh')

if (typeof document !== 'undefined') {
  watchEffect(() => {
    document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en'
    localStorage.setItem(KEPT, language.value)
  })
}

/** The text in the language that is chosen now. */
export function say(zh: string, en: string): string {
  return language.value === 'zh' ? zh : en
}

/** A pair of texts, as the service sends them, in the language that is chosen now. */
export function sayPair(text: { zh: string; en: string }): string {
  return say(text.zh, text.en)
}
