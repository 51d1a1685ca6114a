import type { DealHistory } from '../../src/domain/forecasting/deal-history.ts'
import { gammaOfMeanOne } from '../../src/stats/random/gamma.ts'
import { poisson } from '../../src/stats/random/poisson.ts'
import { stream, uniform, type Stream } from '../../src/stats/random/stream.ts'

/**
 * A company whose laws are known: deals pass three stages at constant rates per day, so the chance to win one is a formula
 * of its stage and seller. Each quarter, all win rates share a factor of mean 1 and variance `shock`.
 */
export interface KnownWorld {
  histories: DealHistory[]
  /** The true chance ever to win a deal in a stage, without the shocks. */
  winChance: (stage: string, owner: string | null) => number
}

const DAY = 86_400_000
const STAGES = [
  { stage: 'First meeting', advance: 0.03, loss: 0.02 },
  { stage: 'Offer', advance: 0.035, loss: 0.015 },
  { stage: 'Contract', advance: 0.04, loss: 0.015 },
] as const

/** Sellers with their factor on the last step, the signing. */
const SELLERS: Readonly<Record<string, number>> = { Ada: 1.6, Ben: 1, Cleo: 1, Dan: 0.6 }

export function knownWorld(setting: {
  seed: number
  start: string
  days: number
  dealsPerWeek: number
  shock: number
}): KnownWorld {
  const { seed, days, dealsPerWeek, shock } = setting
  const source = stream(seed, 'known world')
  const start = Date.parse(setting.start)
  const shocks = Array.from({ length: Math.ceil(days / 91) + 12 }, () => (shock > 0 ? gammaOfMeanOne(source, 1 / shock) : 1))
  const histories: DealHistory[] = []
  for (let day = 0; day < days; day++) {
    for (let n = poisson(source, dealsPerWeek / 7); n > 0; n--)
      histories.push(live(source, `D${histories.length}`, start, day, shocks))
  }
  return {
    histories,
    winChance: (stage, owner) => {
      const from = STAGES.findIndex((s) => s.stage === stage)
      return STAGES.slice(from).reduce((chance, s, i) => {
        const rate = s.advance * (from + i === 2 ? SELLERS[owner ?? '']! : 1)
        return (chance * rate) / (rate + s.loss)
      }, 1)
    },
  }
}

function live(source: Stream, key: string, start: number, day: number, shocks: readonly number[]): DealHistory {
  const names = Object.keys(SELLERS)
  const owner = names[Math.floor(uniform(source) * names.length)]!
  const entered = Math.round(Math.exp(uniform(source) * 2 + 9)) * 100
  const createdAt = start + (day + uniform(source)) * DAY
  const deal: DealHistory = {
    key,
    pipeline: 'sales',
    createdAt,
    stages: [{ stage: STAGES[0].stage, at: createdAt }],
    outcome: null,
    amountMinor: entered,
    listAmountMinor: null,
    owner,
    team: null,
    segment: null,
    expectedClose: null,
  }
  let at = createdAt
  let stage = 0
  // Half-day steps: the rates are small enough for it, and the quarter's shock can change on the way.
  for (let step = 0; step < 4_000; step++) {
    at += DAY / 2
    const law = STAGES[stage]!
    const last = stage === STAGES.length - 1
    const shock = shocks[Math.min(shocks.length - 1, Math.floor((at - start) / (91 * DAY)))]!
    const advance = (law.advance / 2) * (last ? SELLERS[owner]! * shock : 1)
    const u = uniform(source)
    if (u < law.loss / 2) return { ...deal, outcome: { kind: 'lost', at, amountMinor: null } }
    if (u >= law.loss / 2 + advance) continue
    if (last) return { ...deal, outcome: { kind: 'won', at, amountMinor: Math.round(entered * (0.8 + 0.3 * uniform(source))) } }
    stage += 1
    deal.stages.push({ stage: STAGES[stage]!.stage, at })
  }
  return deal
}
