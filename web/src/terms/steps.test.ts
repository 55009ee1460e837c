import { describe, expect, it } from 'vitest'
import { nextStep, stepStates, type Counts } from './steps'

const EMPTY: Counts = {
  half_days: 0, half_days_outdated: false, stations: 0, supervisors: 0, availability_given: 0, rules: 0, engagements: 0,
  cohorts: 0, classes: 0, trainees: 0, runs_by_state: {}, drafts: 0, releases: 0, notices_open: 0,
}
const next = (counts: Partial<Counts>, faults: number | null = null) => nextStep(stepStates({ ...EMPTY, ...counts }, faults === null ? null : { faults }))
const LISTED = { half_days: 124, stations: 72, supervisors: 52 }
const DUE = { ...LISTED, availability_given: 52, engagements: 200 }

describe('the next step of a term', () => {
  it('is the list, then demand', () => {
    expect(next({})).toBe('list')
    expect(next({ ...LISTED, half_days_outdated: true })).toBe('list')
    expect(next({ ...LISTED, availability_given: 51 })).toBe('demand')
    expect(next({ ...LISTED, availability_given: 52 })).toBe('demand')
  })
  it('is the check until it finds nothing, then a run', () => {
    expect(next(DUE)).toBe('check')
    expect(next(DUE, 3)).toBe('check')
    expect(next(DUE, 0)).toBe('run')
    expect(next({ ...DUE, runs_by_state: { failed: 1 } }, 0)).toBe('run')
  })
  it('is who has not given their availability when only that keeps from a run, or the draft of a run made nevertheless', () => {
    expect(next({ ...DUE, availability_given: 51 }, 0)).toBe('availability')
    expect(next({ ...DUE, availability_given: 51 }, 3)).toBe('check')
  })
  it('names a camp without trainees', () => {
    expect(next({ ...DUE, classes: 4 }, 0)).toBe('camp')
  })
  it('goes from a run to a draft, a release, and those who have not acknowledged', () => {
    const run = { ...DUE, runs_by_state: { completed: 1 } }
    expect(next(run, 0)).toBe('draft')
    expect(next({ ...run, drafts: 1, availability_given: 3 })).toBe('release')
    expect(next({ ...run, drafts: 1, releases: 1, notices_open: 4 })).toBe('acknowledge')
    expect(next({ ...run, drafts: 1, releases: 1 })).toBeNull()
  })
})
