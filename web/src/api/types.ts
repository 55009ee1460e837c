/** What the service answers, by address: schemas of one name in two routers do not matter here. */
import type { paths } from './schema'

/** The answer to a GET of an address. */
export type Got<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { 'application/json': infer T } } } } } ? T : never

export type Station = Got<'/api/v1/stations/{station_id}'>
export type Supervisor = Got<'/api/v1/supervisors/{supervisor_id}'>
export type TermFinding = Got<'/api/v1/terms/{term_id}/check'>['findings'][number]
export type Verdict = Got<'/api/v1/drafts/{draft_id}/verdict'>
export type BrokenRule = Verdict['broken'][number]
export type LeftOutItem = Got<'/api/v1/drafts/{draft_id}/unscheduled'>['items'][number]
export type Comparison = Got<'/api/v1/comparisons'>
export type Change = Comparison['changes'][number]
export type Notice = Got<'/api/v1/notices/{notice_id}'>
export type OwnDate = Got<'/api/v1/dates'>['items'][number]
export type GateCheck = Got<'/api/v1/drafts/{draft_id}/release-check'>
export type Quarter = Got<'/api/v1/terms/{term_id}/quarter-report'>
export type Damage = Got<'/api/v1/terms/{term_id}/damage'>
