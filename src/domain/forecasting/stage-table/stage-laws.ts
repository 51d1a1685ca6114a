import {
  emptyCounts,
  eventsAgainst,
  shrunkRates,
  type CauseRates,
  type RiskCounts,
} from '../../../stats/survival/competing-risks.ts'
import { likeliestStrength } from '../../../stats/shrinkage/gamma-poisson.ts'
import { LANDMARK_AGES, type StageCounts } from './landmark-counts.ts'
import { LEAD_INTERVALS } from '../lead-grid.ts'
import { priorRates, stageFactor } from './prior-law.ts'

/** How deals of one stage close, seen from each age they may have in it. */
export interface StageLaw {
  pipeline: string
  stage: string
  /** The rates at each of LANDMARK_AGES up to the oldest age seen. */
  byAge: CauseRates[]
  /** Deals seen at each age, those later won, and those won or lost. */
  deals: number[]
  wins: number[]
  resolved: number[]
  /** The whole stage, all ages together. */
  whole: CauseRates
}

export interface Laws {
  stages: StageLaw[]
  /** For a stage that no past deal was in. */
  pipelines: Record<string, CauseRates>
  company: CauseRates
}

/**
 * Deals that a group needs to outweigh the shape of its parent's law. Small groups are seen by several levels in turn, so
 * the lower ones ask for more.
 */
const SHAPE = { company: 30, pipeline: 30, stage: 30, band: 40, age: 40 } as const

/**
 * Events at which a group counts for half of its level: of the company against the prior, and at least within it, where
 * groups do differ. Neighbouring ages see the same deals, so their likeness to each other proves little.
 */
const COMPANY_LEVEL = { win: 10, loss: 10 } as const
const LEAST_LEVEL = { pipeline: 4, stage: 4, band: 1, age: 16 } as const
const MOST_LEVEL = 256

/** Bands hold equal shares of the time that deals spent in the stage. */
const BANDS = 8

/** Laws of every stage: cell of age, shrunk to its band, to the stage, the pipeline, the company, the prior. */
export function stageLaws(stages: readonly StageCounts[], deals: number): Laws {
  const company = pooled(stages.flatMap(weighted))
  const companyRates = shrunkRates(
    company.counts,
    priorRates(),
    member({ ...company, deals, parent: priorRates() }).weight,
    COMPANY_LEVEL,
    SHAPE.company,
  )

  const names = [...new Set(stages.map((s) => s.pipeline))]
  const pools = names.map((name) => {
    const own = stages.filter((s) => s.pipeline === name)
    return { ...pooled(own.flatMap(weighted)), deals: Math.max(...own.map((s) => s.mass[0]!)), parent: companyRates }
  })
  const pipelineRates = siblings(pools.map(member), 'pipeline')
  const pipelines = Object.fromEntries(names.map((name, i) => [name, pipelineRates[i]!]))
  return {
    stages: names.flatMap((name) =>
      stageLawsOf(
        stages.filter((s) => s.pipeline === name),
        pipelines[name]!,
      ),
    ),
    pipelines,
    company: companyRates,
  }
}

/** The law of a stage that has no history of its own: its parent's, faster or slower as its usual name suggests. */
export function unseenStage(parent: CauseRates, stage: string): CauseRates {
  const factor = stageFactor(stage)
  return { win: parent.win.map((rate) => rate * factor.win), loss: parent.loss.map((rate) => rate * factor.loss) }
}

function stageLawsOf(stages: readonly StageCounts[], pipeline: CauseRates): StageLaw[] {
  const wholes = siblings(
    stages.map((own) => member({ ...pooled(weighted(own)), deals: own.mass[0]!, parent: unseenStage(pipeline, own.stage) })),
    'stage',
  )
  return stages.map((own, i) => {
    const whole = wholes[i]!
    const parts = weighted(own)
    const runs = bands(parts)
    const bandRates = siblings(
      runs.map(([from, to]) => member({ ...pooled(parts.slice(from, to)), deals: own.mass[from]!, parent: whole })),
      'band',
    )
    const byAge = siblings(
      runs.flatMap(([from, to], band) =>
        own.counts.slice(from, to).map((counts) => ({ counts, weight: 1, parent: bandRates[band]! })),
      ),
      'age',
    )
    return { pipeline: own.pipeline, stage: own.stage, byAge, deals: own.deals, wins: own.wins, resolved: own.resolved, whole }
  })
}

interface Member {
  counts: RiskCounts
  weight: number
  parent: CauseRates
}

/** Landmarks of one deal overlap and are one deal's information: a pool of ages counts as often as it has deals. */
function member(pool: { counts: RiskCounts; landmarks: number; deals: number; parent: CauseRates }): Member {
  return { counts: pool.counts, weight: pool.landmarks > 0 ? pool.deals / pool.landmarks : 0, parent: pool.parent }
}

/** Groups of one family: how far each may leave its parent is told by how much they differ among themselves. An only child is its parent. */
function siblings(members: readonly Member[], family: keyof typeof LEAST_LEVEL): CauseRates[] {
  if (members.length === 1) return [members[0]!.parent]
  const events = members.map(({ counts, weight, parent }) => ({ weight, ...eventsAgainst(counts, parent) }))
  const strength = {
    win: likeliestStrength(
      events.map((e) => e.observedWins * e.weight),
      events.map((e) => e.expectedWins * e.weight),
      LEAST_LEVEL[family],
      MOST_LEVEL,
    ),
    loss: likeliestStrength(
      events.map((e) => e.observedLosses * e.weight),
      events.map((e) => e.expectedLosses * e.weight),
      LEAST_LEVEL[family],
      MOST_LEVEL,
    ),
  }
  return members.map(({ counts, weight, parent }) => shrunkRates(counts, parent, weight, strength, SHAPE[family]))
}

interface Part {
  counts: RiskCounts
  /** Days until the next age: an open pipeline holds a deal once per day, not once per age on our list. */
  days: number
  landmarks: number
}

function weighted(stage: StageCounts): Part[] {
  return stage.counts.map((counts, g) => {
    const days = (LANDMARK_AGES[g + 1] ?? LANDMARK_AGES[g]! + 91) - LANDMARK_AGES[g]!
    return { counts, days, landmarks: stage.mass[g]! * days }
  })
}

function pooled(parts: readonly Part[]): { counts: RiskCounts; landmarks: number } {
  const counts = emptyCounts(LEAD_INTERVALS)
  let landmarks = 0
  for (const part of parts) {
    landmarks += part.landmarks
    for (let k = 0; k < LEAD_INTERVALS; k++) {
      counts.win[k]! += part.counts.win[k]! * part.days
      counts.loss[k]! += part.counts.loss[k]! * part.days
      counts.censored[k]! += part.counts.censored[k]! * part.days
    }
  }
  return { counts, landmarks }
}

/** Runs [from, to) of ages that each hold an equal share of all landmarks. */
function bands(parts: readonly Part[]): [number, number][] {
  const total = parts.reduce((all, part) => all + part.landmarks, 0)
  const runs: [number, number][] = []
  let from = 0
  let passed = 0
  for (const [g, part] of parts.entries()) {
    passed += part.landmarks
    if (g === parts.length - 1 || passed >= ((runs.length + 1) * total) / BANDS) {
      runs.push([from, g + 1])
      from = g + 1
    }
  }
  return runs
}
