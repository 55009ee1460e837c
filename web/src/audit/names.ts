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
}

/** `account.made` → 账号 · 新建. */
export function actionName(action: string): string {
  const at = action.indexOf('.')
  const [thing, deed] = [action.slice(0, at), action.slice(at + 1)]
  return `${thingName(thing)} · ${DEEDS[deed] ? say(...DEEDS[deed]) : deed}`
}
export const thingName = (thing: string) => (THINGS[thing] ? say(...THINGS[thing]) : thing)
export const THING_LIST = Object.keys(THINGS)
export const columnName = (column: string) => (COLUMNS[column] ? say(...COLUMNS[column]) : column)

/** A value of a row, for people. */
export function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (value === true) return say('是', 'yes')
  if (value === false) return say('否', 'no')
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join('、') || '–'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
