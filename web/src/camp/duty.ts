/** Who is away at class, when: from the timetable and the cohorts of a station's trainees. Pure. */

export interface CourseSession { date: string; start: string; title: string; cohorts: readonly string[] }
export interface Enrolled { trainee: string; name: string; station: string; cohort: string | null }
export interface Away { date: string; start: string; names: string[]; titles: string[] }
export interface Team { id: string; staff: number; duty: number; present: number }
export interface Visited { date: string; start: string; stations: readonly string[] }
/** One half-day of one station: who is away, how many stay, how many have to. */
export interface DutyCell extends Away { stay: number; needed: number; visited: boolean }

/** For a station, every half-day on which somebody of its team is at class, in time order. */
export function awayOf(station: string, sessions: readonly CourseSession[], enrolled: readonly Enrolled[]): Away[] {
  const own = enrolled.filter((each) => each.station === station && each.cohort !== null)
  const found = new Map<string, Away>()
  for (const session of [...sessions].sort((a, b) => `${a.date}${a.start}`.localeCompare(`${b.date}${b.start}`))) {
    const names = own.filter((each) => session.cohorts.includes(each.cohort!)).map((each) => each.name)
    if (!names.length) continue
    const key = `${session.date} ${session.start}`
    const away = found.get(key) ?? { date: session.date, start: session.start, names: [], titles: [] }
    away.names.push(...names)
    away.titles.push(session.title)
    found.set(key, away)
  }
  return [...found.values()]
}

/** The half-days on which somebody of a team is away, with how many stay and have to: more when the station is visited. */
export function dutyOf(team: Team, sessions: readonly CourseSession[], enrolled: readonly Enrolled[], visits: readonly Visited[]): DutyCell[] {
  const visited = new Set(visits.filter((visit) => visit.stations.includes(team.id)).map((visit) => `${visit.date} ${visit.start}`))
  return awayOf(team.id, sessions, enrolled).map((away) => {
    const isVisited = visited.has(`${away.date} ${away.start}`)
    return { ...away, stay: team.staff - away.names.length, needed: isVisited ? Math.max(team.present, team.duty) : team.duty, visited: isVisited }
  })
}
