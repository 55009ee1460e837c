/** What each compromise is, one unit of it in words; the names are those of the service. */
export type Words = [zh: string, en: string]

export const PRICES: [group: Words, rows: [name: string, unit: Words][]][] = [
  [['排不上', 'Left out'], [
    ['unscheduled_visit', ['少排一次走访（再乘以优先级）', 'one visit left out, times its priority']],
    ['unscheduled_session', ['少排一个培训场次', 'one course session left out']],
  ]],
  [['走访的质量', 'How good visits are'], [
    ['continuity', ['一个社工站下季换了人，一个原来的督导都没留下', 'a station that keeps none of last term’s people']],
    ['rotation', ['巡回、评估时又是上次那个人', 'somebody comes again who should be another person']],
    ['fields', ['一个想要的领域没人擅长', 'one wanted field that nobody of the panel brings']],
    ['spacing', ['两次走访的间隔偏离理想一天', 'one day off the ideal gap between two visits']],
  ]],
  [['督导的负担', 'What supervisors carry'], [
    ['travel', ['路上一分钟', 'one minute on the way']],
    ['load', ['偏离约定工作量半天（多或少）', 'one half-day more or less than agreed']],
    ['disliked', ['排在不愿意的一个半天', 'one half-day worked that is disliked']],
  ]],
  [['改动已发布的日程', 'Changing what is published'], [
    ['moved', ['一场改期或取消', 'one date moved or dropped']],
    ['reassigned', ['一场换一个人', 'one person replaced']],
    ['relocated', ['一个场次换场地', 'one course session in another venue']],
  ]],
  [['智创营', 'The camp'], [
    ['seats', ['一个人没有座位', 'one person without a seat']],
    ['min_days', ['一门课比要求少分布一天', 'one day fewer than a class should spread over']],
    ['isolated', ['一个班一天只上孤零零一场', 'a course session alone in a cohort’s day']],
    ['venue_stability', ['一门课多用一个场地', 'one more venue for a class']],
  ]],
]
