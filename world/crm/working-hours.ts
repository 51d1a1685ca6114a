import { isWeekend, momentOf } from '../calendar.ts'
import type { Random } from '../random.ts'

/** A moment on a workday of the week that starts on this Monday, in the office hours of a place so many hours off UTC. */
export function workMoment(random: Random, monday: number, offset: number, lastDayOfWeek = 4): number {
  return momentOnDay(random, monday + random.integer(0, lastDayOfWeek), offset)
}

/** A moment in office hours on this day, or on the Monday after a weekend. */
export function momentOnDay(random: Random, day: number, offset: number): number {
  let workday = day
  while (isWeekend(workday)) workday++
  // Mornings and afternoons are busy, lunch is not.
  const hour = random.chance(0.55) ? random.between(8.6, 12.2) : random.between(13.1, 18.2)
  return momentOf(workday) + Math.round((hour - offset) * 3_600) * 1000
}

export function stamp(moment: number): string {
  return new Date(moment).toISOString()
}
