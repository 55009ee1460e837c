/** The audit trail in words: actions as thing and deed, columns of rows, values. */
import { say } from '@/language'

type Words = [zh: string, en: string]
const THINGS: Record<string, Words> = {
  account: ['账号', 'account'], advice: ['督导建议', 'advice'], association: ['协会', 'association'], attendance: ['签到', 'attendance'], availability: ['空闲时间', 'availability'],
  calendar: ['工作日历', 'calendar'], camp_class: ['开课', 'class'], channels: ['通知方式', 'channels'], closure: ['闭站', 'closure'], cohort: ['班级', 'cohort'], demand_exception: ['需求例外', 'demand exception'],
  demand_rule: ['需求政策', 'demand rule'], draft: ['草案', 'draft'], engagement: ['督导需求', 'engagement'], enrolment: ['报名', 'enrolment'], evaluation: ['绩效评估', 'evaluation'], 'evaluation-form': ['评估表', 'evaluation form'],
  feed: ['日历订阅', 'feed'], leave: ['请假', 'leave'], ledger: ['公平台账', 'fairness ledger'], list: ['名单', 'list'], meeting: ['会议', 'meeting'], message: ['消息', 'message'], notice: ['通知', 'notice'], rating: ['星级', 'rating'],
  release: ['发布版', 'release'], report: ['月报', 'report'], run: ['求解', 'run'], 'session-request': ['加场申请', 'session request'], sign_in: ['登录', 'sign-in'], 'sign-in-code': ['签到码', 'sign-in code'], standard: ['社工站标准', 'standard'],
  station: ['社工站', 'station'], supervisor: ['督导', 'supervisor'], swap: ['换班', 'swap'], term: ['季度', 'term'], token: ['令牌', 'token'], trainee: ['学员', 'trainee'], visit: ['走访', 'visit'], venue: ['场地', 'venue'], track: ['班次方向', 'track'], course: ['课程', 'course'],
}
const DEEDS: Record<string, Words> = {
  made: ['新建', 'made'], changed: ['更改', 'changed'], archived: ['移出名单', 'archived'], removed: ['去掉', 'removed'], added: ['增加', 'added'], disabled: ['停用', 'disabled'], enabled: ['恢复', 'enabled'], invited: ['发出链接', 'invited'],
  invitation_accepted: ['启用', 'invitation accepted'], invitation_voided: ['旧链接作废', 'link voided'], password_set: ['设置密码', 'password set'], opened: ['登录', 'opened'], revoked: ['退出或撤销', 'revoked'], issued: ['签发', 'issued'],
  published: ['发布', 'published'], released: ['已发布', 'released'], rebuilt: ['更新工作日', 'rebuilt'], submitted: ['提交', 'submitted'], started: ['开始', 'started'], completed: ['完成', 'completed'], failed: ['失败', 'failed'], cancelled: ['取消', 'cancelled'], called: ['召集', 'called'],
  approved: ['同意', 'approved'], declined: ['婉拒', 'declined'], asked: ['提出', 'asked'], chosen: ['选定', 'chosen'], withdrawn: ['撤回', 'withdrawn'], granted: ['同意加场', 'granted'], reported: ['上报', 'reported'], recorded: ['记录', 'recorded'], 'record-corrected': ['更正记录', 'record corrected'],
  'record-answered': ['社工站答复', 'record answered'], given: ['给出', 'given'], closed: ['落实', 'closed'], marked: ['登记', 'marked'], corrected: ['更正', 'corrected'], imported: ['导入', 'imported'], 'notice-taken': ['导入放假通知', 'notice taken in'], set: ['设定', 'set'], acknowledged: ['知道了', 'acknowledged'],
  rated: ['评星', 'rated'], proposed: ['提出', 'proposed'], answered: ['答复', 'answered'], decided: ['决定', 'decided'], filled: ['填写', 'filled'], begun: ['开始', 'begun'], joined: ['合议', 'joined'], 'handed-in': ['提交', 'handed in'], 'handed-over': ['交接', 'handed over'], reinstated: ['恢复', 'reinstated'],
  'edit-undone': ['撤销一步', 'edit undone'], 'edit-redone': ['重做一步', 'edit redone'], 'edit-abandoned': ['放弃一步', 'edit abandoned'], written: ['写入', 'written'], rewritten: ['重写', 'rewritten'], renewed: ['换地址', 'renewed'], offered: ['给出选项', 'offered'], copied: ['沿用', 'copied'], moved: ['换班级', 'moved'],
  'sent-again': ['重发', 'sent again'], settled: ['不再处理', 'settled'], 'finish-asked': ['提前结束', 'finish asked'], 'looked-at': ['查看', 'looked at'], shown: ['显示', 'shown'], planned: ['已排', 'planned'],
}
const COLUMNS: Record<string, Words> = {
  name: ['名称', 'name'], city: ['城市', 'city'], head_approves: ['发布须负责人同意', 'head approves'], freeze_days: ['重排不动的天数', 'days left alone'], morning: ['上午', 'morning'], afternoon: ['下午', 'afternoon'], travel: ['路程', 'travel'], weights: ['代价的价格', 'prices'],
  request_policy: ['加场由谁同意', 'who grants requests'], request_allowance: ['加场额度', 'allowance'], hold_hours: ['保留小时', 'hours kept'], staff: ['专职社工', 'staff'], licensed: ['持证社工', 'licensed'], volunteers: ['志愿者', 'volunteers'], floor_area: ['面积', 'floor area'], operator_grade: ['机构等级', 'grade'],
  training_hours: ['学时', 'training hours'], certificate_share: ['证书出勤', 'for a certificate'], report_day: ['月报截止日', 'report day'], record_days: ['催记录天数', 'record days'], rating_rule: ['评星规则', 'rating rule'], disabled_at: ['停用', 'disabled'], login: ['登录名', 'login'], role: ['角色', 'role'], language: ['语言', 'language'],
  supervisor_id: ['督导', 'supervisor'], station_id: ['社工站', 'station'], county: ['县市区', 'county'], rating: ['星级', 'rating'], lat: ['纬度', 'latitude'], lon: ['经度', 'longitude'], date: ['日期', 'date'], start: ['开始', 'start'], end: ['结束', 'end'], version: ['版本', 'version'], state: ['状态', 'state'], visits: ['次数', 'visits'],
  expires_at: ['有效至', 'until'], last_seen_at: ['最近使用', 'last used'], revoked_at: ['撤销于', 'revoked'], used_at: ['使用于', 'used'], scopes: ['权限', 'scopes'], code: ['编号', 'code'], fields: ['领域', 'fields'], operator: ['运营机构', 'operator'], phone: ['电话', 'phone'], email: ['邮箱', 'e-mail'], comment: ['说明', 'comment'], reason: ['原因', 'reason'],
  outcome: ['结果', 'outcome'], hours: ['时长', 'hours'], first_date: ['开始日期', 'first date'], end_date: ['结束日期', 'end date'], target: ['约定工作量', 'agreed load'], archived_at: ['移出名单', 'archived'], association_id: ['协会', 'association'], account_id: ['账号', 'account'], client: ['浏览器', 'browser'], answered_at: ['答复时间', 'answered at'], answered_by: ['答复人', 'answered by'], submitted_at: ['提交时间', 'submitted at'], figures: ['统计数字', 'figures'], month: ['月份', 'month'], swap_policy: ['换班由谁同意', 'who grants swaps'], topic: ['主题', 'topic'], options: ['选项', 'options'], held_until: ['保留至', 'kept until'], draft_id: ['草案', 'draft'], release_id: ['发布版', 'release'], number: ['编号', 'number'], slot: ['半天', 'half-day'], marks: ['空闲标记', 'marks'], submitted: ['提交', 'submitted'], work: ['内容', 'work'], confirmation: ['社工站确认', 'confirmation'], confirmed_at: ['确认时间', 'confirmed at'], workers_present: ['到场社工', 'workers'], supervisors: ['督导', 'supervisors'], event_key: ['日程', 'date'], kind: ['种类', 'kind'], text: ['内容', 'text'], due_on: ['期限', 'due'], closed_on: ['落实日期', 'closed'], approved: ['同意', 'approved'], position: ['次序', 'position'], ratings: ['星级', 'ratings'], trainee_id: ['学员', 'trainee'], cohort_id: ['班级', 'cohort'], track_id: ['方向', 'track'], course_id: ['课程', 'course'], venue_id: ['场地', 'venue'], file_name: ['文件', 'file'], rows: ['行数', 'rows'], created: ['新增', 'new'], progress: ['进度', 'progress'], cost: ['成本', 'cost'], limits: ['时限', 'limits'], started_at: ['开始', 'started'], ended_at: ['结束', 'ended'], note: ['备注', 'note'], current_release_id: ['现行发布版', 'current release'], previous_term_id: ['上一季', 'term before'], provisional: ['暂定', 'provisional'], availability_deadline: ['空闲提交截止', 'deadline'], slot_exceptions: ['例外半天', 'exceptions'], id: ['标识', 'key'], title: ['标题', 'title'], scheme: ['方案', 'scheme'], term_id: ['季度', 'term'],
  created_at: ['建立', 'made'], updated_at: ['更改', 'changed'], stands_for: ['代替星期', 'stands for'], source: ['来源', 'source'], official: ['官方通知', 'official'], address: ['地址', 'address'], form: ['形式', 'form'], tracks: ['方向', 'tracks'],
  course_sessions: ['场次数', 'course sessions'], lecturers: ['讲师', 'lecturers'], features: ['设备要求', 'features'], min_days: ['最少间隔天数', 'days apart'], after: ['须先完成', 'after'], closed_weekly: ['每周不开放', 'closed weekly'],
  criteria: ['评分项', 'criteria'], valid_from: ['有效自', 'valid from'], valid_until: ['有效至', 'valid until'], duty: ['最少值守', 'on duty'], present: ['到场', 'present'], opened_on: ['成立日期', 'opened on'], contact: ['联系人', 'contact'],
  roles: ['承担', 'serves'], employer: ['单位', 'employer'], max_per_day: ['每天至多', 'a day at most'], max_per_week: ['每周至多', 'a week at most'], max_per_term: ['每季至多', 'a term at most'], max_pairs: ['结对至多', 'pairs at most'],
  seats: ['座位', 'seats'], weekly: ['每周一般情况', 'usual week'], exceptions: ['个别日期', 'single dates'], wishes: ['给排班员的话', 'wishes'], cohorts: ['班级', 'cohorts'], first_half: ['开始半天', 'first half-day'], last_date: ['结束日期', 'last date'],
  last_half: ['结束半天', 'last half-day'], max_size: ['人数上限', 'size at most'], min_age_months: ['建站月数自', 'months open from'], max_age_months: ['建站月数至', 'months open to'], counties: ['县市区', 'counties'], panel: ['人数', 'panel'],
  min_gap_days: ['最少间隔天数', 'days between at least'], ideal_gap_days: ['理想间隔天数', 'ideal days between'], shape: ['其他条件', 'further conditions'], attendees: ['参加的站', 'attendees'], same_supervisors: ['固定同一人', 'same person'],
  distinct: ['每次换人', 'another person each time'], not_paired: ['非结对督导', 'not the paired one'], same_weekday: ['固定半天', 'same half-day'], keep: ['尽量沿用', 'keep'], avoid: ['尽量避开', 'avoid'], candidates: ['限定人选', 'only these'],
  exclude: ['排除人选', 'not these'], priority: ['优先级', 'priority'], by_hand: ['手工设定的项', 'set by hand'], withdrawn_at: ['撤销时间', 'withdrawn'], form_id: ['评估表', 'form'], scores: ['评分', 'scores'], handed_in_at: ['提交时间', 'handed in'],
  cancelled_at: ['取消时间', 'cancelled'], total: ['总分', 'total'], half: ['半天', 'half-day'], place: ['地点', 'place'], stations: ['社工站', 'stations'], licence: ['证书', 'licence'], last_used_at: ['最近使用', 'last used'],
  signed_in_at: ['签到时间', 'signed in'], marked_by: ['登记人', 'marked by'], owner_id: ['负责人', 'owner'], origin: ['来自', 'origin'], origin_id: ['来自哪一份', 'origin'], snapshot_id: ['数据快照', 'snapshot'],
  base_release_id: ['基于发布版', 'based on release'], plan: ['方案', 'plan'], bound: ['下界', 'bound'], violation_count: ['违反规则', 'rules broken'], unscheduled: ['未排入', 'left out'], busy_only: ['只显示忙碌', 'busy only'],
  alarm_minutes: ['提前提醒', 'alarm'], keep_cancelled: ['保留已取消', 'keep cancelled'], options_changed_at: ['选项更改时间', 'options changed'], secret_made_at: ['链接生成时间', 'address made'], last_fetched_at: ['最近读取', 'last fetched'],
  last_client: ['最近读取者', 'last client'], subject_id: ['对象', 'of whom'], part: ['部分', 'part'], unchanged: ['不变', 'unchanged'], faults: ['问题', 'faults'], faulty: ['有问题的行', 'faulty rows'], applied: ['已导入', 'taken in'],
  people_in_need: ['重点服务对象', 'people in need'], people_visited: ['走访人数', 'people visited'], projects: ['项目数', 'projects'], submitted_by: ['提交人', 'submitted by'], answer: ['审核意见', 'answer'], stars: ['星级', 'stars'],
  from_date: ['生效日期', 'from'], indicators: ['指标', 'indicators'], rule: ['规则', 'rule'], evaluations: ['评估', 'evaluations'], restored_from_id: ['恢复自', 'restored from'], previous_id: ['上一版', 'release before'],
  published_at: ['发布时间', 'published'], published_by: ['发布人', 'published by'], approved_by: ['同意人', 'approved by'], acknowledged_warnings: ['已知悉的提醒', 'warnings acknowledged'], changes: ['变动', 'changes'],
  input_sha256: ['数据校验', 'digest of the input'], parameters: ['参数', 'parameters'], versions: ['程序版本', 'versions'], idempotency_key: ['请求编号', 'request key'], request_sha256: ['请求校验', 'digest of the request'], phase: ['阶段', 'phase'],
  first_plan_at: ['首个方案时间', 'first plan'], attempt: ['第几次运行', 'attempt'], crashes: ['中断次数', 'crashes'], executor: ['执行者', 'worker'], progress_number: ['进度序号', 'progress'], error_code: ['错误代码', 'error'],
  error_detail: ['错误说明', 'error in detail'], draft_version: ['草案版本', 'version of the draft'], undone_at: ['撤销时间', 'undone'], abandoned_at: ['放弃时间', 'abandoned'], before: ['之前', 'before'], subject_key: ['哪一项', 'which one'],
  urgency: ['紧急程度', 'urgency'], half_days: ['方便的半天', 'half-days that suit'], looked_at: ['查找时间', 'looked for'], ranking: ['选择', 'ranking'], held_option: ['保留的选项', 'option held'], hold_expires_at: ['保留至', 'held until'],
  awaits_supervisor_id: ['待答复的督导', 'waits for'], decided_at: ['决定时间', 'decided'], decided_by: ['决定人', 'decided by'], decision: ['决定', 'decision'], engagement_id: ['督导需求', 'engagement'], proposer_id: ['提出人', 'proposer'],
  partner_id: ['对方', 'partner'], gives_key: ['交出的一次', 'gives'], takes_key: ['换来的一次', 'takes'], step: ['项目阶段', 'project step'], next_steps: ['下一步', 'next steps'], recorded_by: ['记录人', 'recorded by'],
  confirmation_comment: ['社工站意见', 'the station’s word'], confirmed_by: ['确认人', 'confirmed by'], record_id: ['走访记录', 'record'], closing_comment: ['落实说明', 'how it was closed'], balance: ['结余', 'balance'], load: ['工作量', 'load'],
  travel_minutes: ['路程分钟', 'minutes on the way'], disliked_slots: ['不方便的半天', 'disliked half-days'],
}

/** `account.made` → 账号 · 新建; null where there are no words for it yet. */
export function actionName(action: string): string | null {
  const at = action.indexOf('.')
  const [thing, deed] = [THINGS[action.slice(0, at)], DEEDS[action.slice(at + 1)]]
  return thing && deed ? `${say(...thing)} · ${say(...deed)}` : null
}
export const thingName = (thing: string) => (THINGS[thing] ? say(...THINGS[thing]) : thing)
export const THING_LIST = Object.keys(THINGS)
export const columnName = (column: string) => (COLUMNS[column] ? say(...COLUMNS[column]) : null)

/** A value of a row, for people. */
export function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (value === true) return say('是', 'yes')
  if (value === false) return say('否', 'no')
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join('、') || '–'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
