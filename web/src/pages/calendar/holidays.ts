/** Names of statutory holidays, as the notices write them, in both languages. */
import { say } from '@/language'

const ENGLISH: Record<string, string> = {
  元旦: 'New Year', 春节: 'Spring Festival', 清明节: 'Qingming', 劳动节: 'Labour Day', 端午节: 'Dragon Boat Festival', 中秋节: 'Mid-Autumn Festival', 国庆节: 'National Day',
}

/** A name, or several as of 2025's 国庆节、中秋节; one that is not known stays as it is. */
export function holidayName(name: string): string {
  return say(name, name.split('、').map((each) => ENGLISH[each] ?? each).join(', '))
}
