/** Lists as Excel files: which there are, which part is meant, where they are. */
import type { components } from '@/api/schema'

export type ListKind = components['schemas']['ListKind']
/** Which part of a list: a term, a month, a year, a course session, a period. */
export interface Part { term_id?: string; month?: string; year?: number; event_key?: string; since?: string; until?: string }

/** Where a list is saved from; what of `part` is empty is left out. */
export function addressOf(kind: ListKind, what: 'export' | 'template', part: Part = {}): string {
  const given = Object.entries(part).filter(([, value]) => value !== undefined && value !== '').map(([name, value]) => [name, String(value)])
  const query = new URLSearchParams(given).toString()
  return `/api/v1/lists/${kind}/${what}${query ? `?${query}` : ''}`
}

const HINTS: Partial<Record<ListKind, [zh: string, en: string]>> = {
  records: ['模板已列出尚未登记的走访：填几行登记几行，其余留空。', 'The template lists the visits without a record: fill in those you know, leave the others blank.'],
  'monthly-reports': ['每站一行：系统统计的列只供查看，其余由协会代填；“提交”填“是”即交县市区审核。', 'A row a station: what the system counts is only shown, the rest may be filled in; 是 below 提交 hands it in.'],
  'session-requests': ['电话收集的申请可一次录入；可选时间随后由系统查找，几分钟内出现在此页。', 'Enter at once what was gathered by phone; options are looked for in the background and appear here within minutes.'],
  ratings: ['一行一次评定，旧的留作历史；生效日期最晚的为现行星级。', 'A row a rating; older ones stay as history, the latest holds.'],
  availability: ['每位督导一行：留空为有空，填“尽量不”或“不可”，个别日期写在“例外”；有填写的行导入后即为已提交。', 'A row a supervisor: blank is free, 尽量不 rather not, 不可 not at all, single dates under 例外; a row with an entry counts as handed in.'],
  attendance: ['可打印作签到表；课后填“到课”一列再导入。', 'Print it for the door; fill in who was there and take it in afterwards.'],
  scores: ['每次评估一行，每项 0 至 100 分；“提交”填“是”后不能再改。', 'A row a visit, 0 to 100 for each criterion; once handed in (提交) it is final.'],
  classes: ['带编号的行更改班级，不带编号的行新开；场次、讲师等随课程，在“课程 Excel”中改。', 'A row with its number changes who takes it, one without makes a class; sessions and lecturers are those of the course.'],
  demand: ['带编号的行更改，不带编号的行新增。改政策生成的次数要写说明，应用政策后生效；其余更改立即生效。', 'A row with its number is changed, one without is added. Another number than the policy’s needs its reason and holds once the policy is applied; other changes hold at once.'],
  enrolments: ['每人一行，填写班型；留空为不参加。', 'A row a worker with the track; blank: not this term.'],
}
/** What to know before filling a list in; null where its headings say enough. */
export const hintOf = (kind: ListKind) => HINTS[kind] ?? null
