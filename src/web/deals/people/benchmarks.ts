import type { Tone } from '../../ui/status.tsx'
import type { Threading } from '../deal-queries.ts'
import type { PersonRow } from './people-rows.ts'

export type Show = 'active' | 'everyone' | 'dormant' | 'low' | 'roles'

/** A figure of the deal beside what it is held against, and whom pressing it shows. */
export interface Benchmark {
  readonly id: Show
  readonly label: string
  readonly value: string
  readonly tone: Tone
  readonly verdict: string
  readonly context: string
}

type Given = Pick<Threading, 'benchmarks' | 'segmentBenchmark' | 'risk' | 'cover'>

const RISK = {
  critical: { tone: 'risk', verdict: 'Critical risk' },
  high: { tone: 'risk', verdict: 'High risk' },
  medium: { tone: 'warn', verdict: 'Medium risk' },
  low: { tone: 'good', verdict: 'Low risk' },
} as const satisfies Record<Threading['risk'], { tone: Tone; verdict: string }>

const TONES = { good: 'good', near: 'warn', short: 'risk' } as const

interface Words {
  readonly id: Show
  readonly label: string
  readonly good: string
  readonly near: string
  readonly short: string
}

const WORDS: Readonly<Record<string, Words>> = {
  'Active threads': { id: 'active', label: 'Active threads', good: 'Enough', near: 'Near', short: 'Below' },
  'Total contacts': { id: 'everyone', label: 'People known', good: 'Enough', near: 'Near', short: 'Below' },
  'Dormant contacts': { id: 'dormant', label: 'Dormant', good: 'Few', near: 'At the limit', short: 'Above' },
  'Average engagement': { id: 'low', label: 'Average engagement', good: 'Good', near: 'Below', short: 'Low' },
  'Role coverage': { id: 'roles', label: 'Role coverage', good: 'Covered', near: 'Gaps', short: 'Gaps' },
}

/** Threads, people, dormant people, their engagement and the roles that are filled, each against what is asked of such a deal. */
export function benchmarks(threading: Given): Benchmark[] {
  const { segmentBenchmark: segment, cover } = threading
  const open = cover.filter((seat) => !seat.covered).length
  return threading.benchmarks.flatMap(({ name, value, aim, status }): Benchmark[] => {
    const words = WORDS[name]
    if (!words) return []
    const { id, label } = words
    const shown = { id, label, tone: status ? TONES[status] : 'mute', verdict: status ? words[status] : 'Unknown' } as const
    if (id === 'active')
      return [
        {
          ...shown,
          ...RISK[threading.risk],
          value: text(value),
          context: `benchmark ${segment.optimalThreads}, at least ${segment.minThreads}`,
        },
      ]
    if (id === 'roles')
      return [
        {
          ...shown,
          value: cover.length === 0 ? '–' : `${cover.length - open} of ${cover.length}`,
          context: open === 0 ? 'every role identified' : `${open} ${open === 1 ? 'role' : 'roles'} not identified`,
        },
      ]
    return [{ ...shown, value: text(value), context: `benchmark ${aimText(aim)}` }]
  })
}

function text(value: number | null): string {
  return value === null ? '–' : String(Math.round(value))
}

/** '< 2' as people say it. */
function aimText(aim: string): string {
  return aim.replace(/^<\s*/, 'under ').replace(/^>\s*/, 'over ').replace(/\+$/, '')
}

/** Whether somebody belongs to what a figure of the strip counts. */
export function isShown(
  row: Pick<PersonRow, 'active' | 'engagement' | 'roles'>,
  show: Show,
  { engagement, needed }: { readonly engagement: number; readonly needed: ReadonlySet<string> },
): boolean {
  if (show === 'active') return row.active
  if (show === 'dormant') return !row.active
  if (show === 'low') return (row.engagement?.value ?? 0) <= engagement
  if (show === 'roles') return row.roles.some((role) => needed.has(role))
  return true
}
