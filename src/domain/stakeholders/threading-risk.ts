import { isBelowDirector, seniorityOf } from './roles/seniority.ts'
import type { ThreadingSettings } from '../settings/threading-settings.ts'
import type { Thread } from './threads.ts'

export const THREADING_RISKS = ['critical', 'high', 'medium', 'low'] as const
export type ThreadingRisk = (typeof THREADING_RISKS)[number]

/**
 * The risk of hanging on too few people, as the company has set it (none or one active thread is critical, two high, three
 * medium, more low); one level worse where every active thread is with somebody known to be below director level. A
 * person whose title says nothing of their level does not make it worse.
 */
export function threadingRisk(
  threads: readonly Thread[],
  { riskFrom, weighsSeniority }: Pick<ThreadingSettings, 'riskFrom' | 'weighsSeniority'>,
): { risk: ThreadingRisk; reason: string } {
  const active = threads.filter((thread) => thread.active)
  const byCount = byActive(active.length, riskFrom)
  const junior =
    weighsSeniority && active.length > 0 && active.every((thread) => isBelowDirector(seniorityOf(thread.person.title)))
  const risk = junior ? worse(byCount) : byCount
  const counted =
    active.length === 0 ? 'No active thread' : active.length === 1 ? '1 active thread' : `${active.length} active threads`
  if (!junior) return { risk, reason: `${counted}.` }
  const effect = risk === byCount ? '' : `, which raises the risk from ${byCount} to ${risk}`
  return { risk, reason: `${counted}, ${active.length === 1 ? 'below' : 'all below'} director level${effect}.` }
}

function byActive(active: number, from: ThreadingSettings['riskFrom']): ThreadingRisk {
  if (active >= from.low) return 'low'
  return active >= from.medium ? 'medium' : active >= from.high ? 'high' : 'critical'
}

function worse(risk: ThreadingRisk): ThreadingRisk {
  return THREADING_RISKS[Math.max(0, THREADING_RISKS.indexOf(risk) - 1)] ?? risk
}
