import { admittedEffects } from '../challengers/admitted.ts'
import type { Challenger } from '../challengers/challenger.ts'
import { challengerWords } from '../challengers/challenger-words.ts'
import { LANDMARK_FEATURES } from '../landmarks/landmark-features.ts'
import { patternEffects } from '../landmarks/patterns.ts'
import type { DealView } from '../deal-history.ts'
import { explainView, type Sample, type WinModel, type WinReasons } from '../stage-table/win-model.ts'
import { contributionsOf, type Concept, type Contributions } from './contributions.ts'
import { mixtureReader, rowsByKey, type Ladder } from './ladder.ts'
import { dueWords, featureWords } from './feature-words.ts'
import { MEMBERS } from './members.ts'

/** Why a chance is what it is: what the typical deal of the stage has, and what each thing looked at adds or takes. */
export interface DealReasons {
  stage: string
  /** The chance of the typical deal; with all effects it adds up to the chance stated. */
  reference: number
  /** Past deals of the stage as it is entered, and at this deal's age in it. */
  stageSample: Sample
  ageSample: Sample
  effects: {
    concept: Concept | 'segment' | Challenger | 'past forecasts'
    words: string
    /** The feature that weighed most in it; null where it is told as a whole. */
    leading: string | null
    effect: number
  }[]
}

/**
 * Reasons of deals by view, for a mixture: each member's by its share. What a challenger that is part of it adds to what the
 * others say is one reason of its own. Null for a deal that only the stage table knows.
 */
export function dealReasons(table: WinModel, ladder: Ladder): (view: DealView, chance: number) => DealReasons | null {
  const { asOf } = table
  const rows = rowsByKey(ladder.open)
  const patterns = patternEffects(ladder.open)
  const members = MEMBERS.flatMap((member, m) => {
    const share = ladder.shares[m]!
    if (share < 0.005) return []
    return [
      { share, explain: member === 'stage table' ? null : contributionsOf(ladder.models[member], ladder.open, asOf, patterns) },
    ]
  })
  const total = members.reduce((sum, { share }) => sum + share, 0)
  const { admitted } = ladder
  const curveOf = admitted ? mixtureReader(table, ladder) : null
  return (view, chance) => {
    const row = rows.get(view.history.key)
    if (row === undefined) return null
    const told = explainView(table, view, asOf)
    const byConcept = new Map<DealReasons['effects'][number]['concept'], number>()
    const byFeature = new Float64Array(LANDMARK_FEATURES.length)
    let reference = 0
    for (const { share, explain } of members) {
      const part = explain ? explain(row) : stepsOf(told)
      reference += (share / total) * part.reference
      for (const [concept, value] of part.byConcept)
        byConcept.set(concept, (byConcept.get(concept) ?? 0) + (share / total) * value)
      for (let j = 0; j < byFeature.length; j++) byFeature[j]! += (share / total) * (part.byFeature[j] ?? 0)
    }
    if (admitted && curveOf)
      for (const { name, effect } of admittedEffects(admitted, ladder.open, row, curveOf(view, row))) byConcept.set(name, effect)
    const sum = [...byConcept.values()].reduce((all, value) => all + value, reference)
    byConcept.set('past forecasts', chance - sum)
    const effects = [...byConcept]
      .map(([concept, effect]) => ({ concept, effect, ...toldOf(concept, effect, byFeature, ladder, row) }))
      .filter(({ effect }) => effect !== 0)
      .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || (a.concept < b.concept ? -1 : 1))
    return { stage: told.stage, reference, stageSample: told.stageSample, ageSample: told.cell, effects }
  }
}

type Part = Omit<Contributions, 'chance' | 'byConcept'> & { byConcept: Map<Concept | 'segment', number> }

/** The stage table's own reasons under the same concepts. What the quarter adds is left to the whole. */
function stepsOf({ steps }: WinReasons): Part {
  return {
    reference: steps.stage,
    byFeature: new Float64Array(0),
    byConcept: new Map<Concept | 'segment', number>([
      ['timing', steps.age - steps.stage],
      ['owner', steps.owner - steps.age],
      ['segment', steps.segment - steps.owner],
    ]),
  }
}

/** What in a concept weighed most, in words for people. */
function toldOf(
  concept: string,
  whole: number,
  byFeature: Float64Array,
  { open, admitted }: Ladder,
  row: number,
): { words: string; leading: string | null } {
  const challenger = admitted?.fits.find(({ name }) => name === concept)
  if (challenger) return { words: challengerWords(challenger, open, row), leading: null }
  if (concept === 'time of quarter') return { words: 'closings by week of the quarter', leading: null }
  if (concept === 'past forecasts') return { words: 'how forecasts of past quarters came out', leading: null }
  if (concept === 'segment') return { words: 'what deals of the segment came to', leading: null }
  const told = LANDMARK_FEATURES.flatMap((feature, j) => {
    const value = open.x[row * open.features + j]!
    if (feature.group !== concept || Number.isNaN(value)) return []
    return [{ name: feature.name, words: featureWords(feature, value), effect: byFeature[j]! }]
  })
  // What no feature of the close date explains is how far off it is.
  if (concept === 'close date') {
    const explained = told.reduce((sum, { effect }) => sum + effect, 0)
    told.push({ name: 'due', words: dueWords(open.dueWeeks[row]!), effect: whole - explained })
  }
  const strongest = told
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, 2)
    .filter(({ effect }) => effect !== 0)
  return {
    words: [...new Set(strongest.map(({ words }) => words))].join(', ') || concept,
    leading: strongest[0]?.name ?? null,
  }
}
