/** What the camp consists of, in words. */
import type { Got } from '@/api/types'

export type Course = Got<'/api/v1/camp/courses/{course_id}'>
export type Venue = Got<'/api/v1/camp/venues/{venue_id}'>
export type Track = Got<'/api/v1/camp/tracks/{track_id}'>
export type Cohort = Got<'/api/v1/cohorts/{cohort_id}'>
export type CampClass = Got<'/api/v1/classes/{class_id}'>

export const FORMS: Record<Course['form'], [zh: string, en: string]> = { course: ['课程', 'course'], salon: ['沙龙', 'salon'], lecture: ['讲座', 'lecture'] }
