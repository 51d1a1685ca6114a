import { momentOf } from '../calendar.ts'
import { COMPETITORS, VENDOR } from '../content/vendor.ts'
import { Random } from '../random.ts'
import { required } from '../required.ts'
import type { WorldSettings } from '../settings.ts'
import { ActivityLog, type Kind, type Scene } from './activity-log.ts'
import { ownerOn, type Deal } from './deal.ts'
import type { Export } from './export-tables.ts'
import type { RecordIds } from './record-ids.ts'
import { workMoment } from './working-hours.ts'

/** Weekly means at a neutral mood, by segment. */
const INBOUND = [0.62, 0.85, 1.2] as const
const OUTBOUND = [0.6, 0.75, 1] as const
const MEETINGS = [0.16, 0.25, 0.38] as const
const CALLS = [0.34, 0.3, 0.28] as const
const TO_DO = 0.12

/**
 * Writes mail, calls, meetings and to-dos of a deal from its creation to its closing in the CRM or the export.
 * A truly lost deal falls silent at once, whatever the CRM says. Answers how many it wrote,
 * and the tasks among them that point at no record.
 */
export function logActivity(
  deal: Deal,
  until: number,
  departedOn: ReadonlyMap<string, number>,
  endDay: number,
  settings: WorldSettings,
  out: Export,
  ids: RecordIds,
): { written: number; dangling: string[] } {
  const log = new ActivityLog(deal, until, momentOf(endDay), settings, out, ids)
  const random = new Random(settings.seed, `activity/${deal.plan.number}`)
  const { life } = deal
  const segment = deal.plan.segment
  for (let week = 0, day = life.firstDay; momentOf(day) < until; week++, day += 7) {
    const state = required(life.states[Math.min(week, life.states.length - 1)])
    const dead = life.outcome === 'lost' && week >= life.states.length
    const joined = deal.stakeholders.filter(({ joins }) => joins <= week).map(({ person }) => person)
    const scene: Scene = {
      deal,
      state,
      owner: ownerOn(deal, day),
      words: {
        project: deal.project,
        account: deal.customer.name,
        product: deal.product,
        industry: deal.customer.industry.toLowerCase(),
        vendor: VENDOR.name,
        competitor: random.pick(COMPETITORS),
      },
      present: joined.filter((person) => (departedOn.get(person.id) ?? Number.POSITIVE_INFINITY) > day),
      gone: joined.filter(
        (person) => (departedOn.get(person.id) ?? Number.POSITIVE_INFINITY) <= day && (departedOn.get(person.id) ?? 0) > day - 45,
      ),
    }
    const mood = Math.exp(0.45 * state.momentum) * (state.stalled ? 0.25 : 1) * (dead ? 0.04 : 1)
    const eager = state.stalled || dead ? 0.7 : 1
    const inbound =
      scene.present.length === 0 ? 0 : random.poisson(required(INBOUND[segment]) * mood * (0.9 + 0.12 * state.stage))
    const counts: Record<Kind, number> = {
      in: inbound,
      out: random.poisson(required(OUTBOUND[segment]) * eager + 0.55 * inbound),
      meeting: scene.present.length === 0 ? 0 : random.poisson(required(MEETINGS[segment]) * mood),
      call: scene.present.length === 0 ? 0 : random.poisson(required(CALLS[segment]) * eager),
      'to-do': random.poisson(TO_DO),
    }
    const moments: { kind: Kind; at: number }[] = []
    for (const kind of ['in', 'out', 'meeting', 'call', 'to-do'] as const)
      for (let i = 0; i < counts[kind]; i++) moments.push({ kind, at: workMoment(random, day, deal.customer.place.offset) })
    if (week === 0) moments.push({ kind: 'out', at: deal.created + 3_600_000 })
    moments.sort((a, b) => a.at - b.at)
    for (const { kind, at } of moments) log.write(kind, at, scene)
  }
  return { written: log.written, dangling: log.dangling }
}
