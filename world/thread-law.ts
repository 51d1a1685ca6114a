import { dossierAt, mondayAfter, type DealHistory } from '../src/domain/opportunities/replay.ts'
import { instantOf } from '../src/domain/values/instant.ts'
import { groupedBy } from '../src/domain/values/grouped.ts'
import { dayOfMoment } from './calendar.ts'
import { ownerOn, type Deal } from './crm/deal.ts'
import { companyJournal } from './journal/company-journal.ts'
import { forwardLife, LONGEST_WEEKS } from './oracle/forward-life.ts'
import { latentCompany, type LatentCompany } from './oracle/latent-company.ts'
import { Random } from './random.ts'
import type { WorldSettings } from './settings.ts'

/** A deal as its records showed it before a Monday 00:00 UTC. */
export interface Sighting {
  /** Milliseconds. */
  readonly at: number
  readonly stage: string
  readonly threads: number
}

export type Look = (past: DealHistory) => readonly Sighting[]

/** What the law of the simulated company says of deals seen at a stage with so many threads. */
export interface LawCell {
  readonly stage: string
  /** Active threads; the last counts as "and more". */
  readonly threads: number
  readonly deals: number
  readonly winChance: number
  readonly standardError: number
}

interface Asks {
  /** How many companies alike but for their chance the law is taken from; the first has the seed of the settings. */
  readonly companies: number
  readonly look: Look
  /** Futures of each deal that is seen (default 8). */
  readonly futures?: number
  /** From how many threads on they are counted together (default 4). */
  readonly most?: number
}

/**
 * The true chance to be won ever, by stage and active threads as the records show them: the mean, over all deals seen that way
 * in many companies of these settings, of what forward simulation from each deal's true state gives. Threads make no deal win
 * by themselves here: both come from momentum, champion and buyer, as far as records show it, so this is how they go together
 * and not what one more thread would do. Looks must be at Mondays, where the state of a week begins.
 * Throws RangeError on settings that make no company.
 */
export function threadLaw(given: Partial<WorldSettings> & { readonly end: string }, asks: Asks): LawCell[] {
  const { companies, look, futures = 8, most = 4 } = asks
  const seen: { cell: string; stage: string; threads: number; chance: number }[] = []
  for (let i = 0; i < companies; i++) {
    const settings = { ...given, seed: (given.seed ?? 1) + i }
    const latent = latentCompany(settings)
    const deals = new Map(latent.deals.map((deal) => [deal.id, deal]))
    for (const { externalId, past } of companyJournal(settings).deals) {
      const deal = deals.get(externalId)
      for (const { at, stage, threads } of deal ? look(past) : []) {
        const counted = Math.min(most, threads)
        const chance = deal ? trueChance(latent, deal, dayOfMoment(at), futures) : 0
        seen.push({ cell: `${stage}|${counted}`, stage, threads: counted, chance })
      }
    }
  }
  return [...groupedBy(seen, ({ cell }) => cell).values()]
    .map((same): LawCell => {
      const mean = same.reduce((sum, { chance }) => sum + chance, 0) / same.length
      const variance = same.reduce((sum, { chance }) => sum + (chance - mean) ** 2, 0) / Math.max(1, same.length - 1)
      const { stage, threads } = same[0] ?? { stage: '', threads: 0 }
      return { stage, threads, deals: same.length, winChance: mean, standardError: Math.sqrt(variance / same.length) }
    })
    .sort((a, b) => (a.stage < b.stage ? -1 : a.stage > b.stage ? 1 : a.threads - b.threads))
}

/** A look at the first Monday on which a deal is known to have come into each stage, as long as it is still there. */
export function atStageEntry(threadsOf: (past: DealHistory, at: string) => number): Look {
  return (past) => {
    const seen = new Map<string, Sighting>()
    for (const { recordedAt, after } of past.events.filter(({ noun }) => noun === 'opportunity')) {
      const entered = after?.['stage']
      if (typeof entered !== 'string' || seen.has(entered) || entered.startsWith('closed')) continue
      const at = mondayAfter(Date.parse(recordedAt))
      const stage = dossierAt({ ...past, activities: [] }, instantOf(at))?.opportunity.stage
      if (stage === entered) seen.set(entered, { at, stage: entered, threads: threadsOf(past, instantOf(at)) })
    }
    return [...seen.values()]
  }
}

/** A deal that has truly ended by then is won or it is not, whatever its record still says. */
function trueChance(latent: LatentCompany, deal: Deal, day: number, futures: number): number {
  const { life } = deal
  const state = life.states[Math.floor((day - life.firstDay) / 7)]
  if (!state) return life.outcome === 'won' ? 1 : 0
  const random = new Random(latent.settings.seed, `thread-law/${deal.id}/${day}`)
  let won = 0
  for (let i = 0; i < futures; i++) {
    const skillOn = (on: number) => ownerOn(deal, on).skill
    const end = forwardLife(latent, life.nature, { ...state }, day, LONGEST_WEEKS, skillOn, latent.market.shocks, random)
    if (end >= 0 && end < LONGEST_WEEKS) won++
  }
  return won / futures
}
