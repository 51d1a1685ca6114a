import type { Segment } from '../opportunities/opportunity.ts'
import type { ThreadingSettings } from '../settings/threading-settings.ts'
import { benchmarkOf } from './required-roles.ts'
import type { RoleCover } from './role-gaps.ts'

/** One figure of the summary beside what is aimed at. */
export interface Benchmark {
  readonly name: 'Active threads' | 'Total contacts' | 'Dormant contacts' | 'Average engagement' | 'Role coverage'
  /** Null where there is nothing to measure. Role coverage is a share. */
  readonly value: number | null
  readonly target: number
  /** '3+', '< 2', '> 60', '> 80%'. */
  readonly aim: string
  readonly status: 'good' | 'near' | 'short' | null
}

export interface Counts {
  readonly active: number
  readonly contacts: number
  readonly dormant: number
  readonly averageEngagement: number | null
}

/** Two thirds of the way to a figure, or half as much again over a limit, is near. */
const NEAR = 2 / 3
const NEAR_ABOVE = 1.5

/**
 * The five figures of the summary. Active threads are held against what the segment needs at least where that is more than
 * the company's target: on an enterprise deal three is the least.
 */
export function benchmarks(
  { active, contacts, dormant, averageEngagement }: Counts,
  cover: readonly RoleCover[],
  { segment, settings }: { readonly segment: Segment | null; readonly settings: Pick<ThreadingSettings, 'targets' | 'segments'> },
): Benchmark[] {
  const { targets } = settings
  const threads = Math.max(targets.activeThreads, benchmarkOf(segment, settings).minThreads)
  const covered = cover.length === 0 ? null : cover.filter((seat) => seat.covered).length / cover.length
  return [
    atLeast('Active threads', active, threads),
    atLeast('Total contacts', contacts, targets.contacts),
    {
      name: 'Dormant contacts',
      value: dormant,
      target: targets.dormantContacts,
      aim: `< ${targets.dormantContacts}`,
      status: dormant < targets.dormantContacts ? 'good' : dormant < targets.dormantContacts * NEAR_ABOVE ? 'near' : 'short',
    },
    above('Average engagement', averageEngagement, targets.averageEngagement, String(targets.averageEngagement)),
    above('Role coverage', covered, targets.roleCoverage, `${Math.round(targets.roleCoverage * 100)}%`),
  ]
}

function atLeast(name: Benchmark['name'], value: number, target: number): Benchmark {
  return { name, value, target, aim: `${target}+`, status: value >= target ? 'good' : value >= target * NEAR ? 'near' : 'short' }
}

function above(name: Benchmark['name'], value: number | null, target: number, aim: string): Benchmark {
  const status = value === null ? null : value > target ? 'good' : value >= target * NEAR ? 'near' : 'short'
  return { name, value, target, aim: `> ${aim}`, status }
}
