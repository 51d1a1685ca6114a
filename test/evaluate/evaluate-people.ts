import { companyJournal } from '../../world/journal/company-journal.ts'
import { threadLaw, type Look } from '../../world/thread-law.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings/settings.ts'
import { isOpen, STAGES, type Stage } from '../../src/domain/opportunities/stage.ts'
import { threadTrack, type ThreadTrack } from '../../src/domain/stakeholders/record/thread-track.ts'
import { stageRecord } from '../../src/domain/stakeholders/record/win-rates.ts'
import type { DealHistory } from '../../src/domain/opportunities/replay.ts'
import { percent, type Figure } from './figure.ts'

const END = '2026-11-23'
const COMPANY = { end: END, years: 3, deals: 350, sellers: 8, teams: 2, replicates: 0, breadth: 0.5 }
/** Companies that the truth is taken from, by forward simulation of each of their deals; and companies that are judged. */
const LAW_COMPANIES = 24
const FIRST_LAW_SEED = 700
const FIRST_JUDGED_SEED = 801
/** A cell that the truth itself hardly knows is not judged. */
const LEAST_SEEN = 100

/** Whether a company's own record of threads and winning tells what is true of it. */
export function evaluatePeople(companies: number): Figure[] {
  const look: Look = (past) => (trackOf(past)?.sightings ?? []).map(({ at, stage, active }) => ({ at, stage, threads: active }))
  const law = threadLaw({ ...COMPANY, seed: FIRST_LAW_SEED }, { companies: LAW_COMPANIES, look })
  const truths = new Map(law.filter(({ deals }) => deals >= LEAST_SEEN).map((cell) => [`${cell.stage} ${cell.threads}`, cell]))
  const found = Array.from({ length: companies }, (_, i) => judged(FIRST_JUDGED_SEED + i, truths))
  const cells = found.flat()
  const shareOf = (some: typeof cells) => percent(some.filter(({ held }) => held).length / some.length)
  const error = (of: (one: (typeof cells)[number]) => number) =>
    Math.sqrt(cells.reduce((sum, one) => sum + (of(one) - one.truth) ** 2, 0) / cells.length)
  return [
    {
      question: '90 % interval of the win rate by stage and threads holds the truth',
      ours: shareOf(cells),
      toBeat: '85 to 95 %',
      note: `${cells.length} cells of ${companies} companies with ${COMPANY.deals} deals`,
    },
    ...STAGES.filter(isOpen).map((stage) => ({
      question: `  of them as of ${stage}`,
      ours: shareOf(cells.filter((cell) => cell.stage === stage)),
      toBeat: '',
      note: `${cells.filter((cell) => cell.stage === stage).length} cells`,
    })),
    {
      question: 'error of the win rate, root mean square',
      ours: error(({ rate }) => rate).toFixed(3),
      toBeat: `${error(({ raw }) => raw).toFixed(3)} (share of closed deals)`,
      note: 'against forward simulation from the true state',
    },
  ]
}

interface Judged {
  readonly stage: Stage
  readonly truth: number
  readonly rate: number
  readonly raw: number
  readonly held: boolean
}

function judged(seed: number, truths: ReadonlyMap<string, { readonly winChance: number }>): Judged[] {
  const tracks = [...companyJournal({ ...COMPANY, seed }).deals].flatMap(({ past }) => trackOf(past) ?? [])
  return STAGES.filter(isOpen).flatMap((stage) =>
    stageRecord(tracks, stage).levels.flatMap(({ threads, deals, won, rate, low, high }) => {
      const truth = truths.get(`${stage} ${threads}`)?.winChance
      if (truth === undefined || deals === 0) return []
      return [{ stage, truth, rate, raw: won / deals, held: low <= truth && truth <= high }]
    }),
  )
}

function trackOf(past: DealHistory): ThreadTrack | undefined {
  return threadTrack(past, {
    until: Date.parse(END),
    settings: DEFAULT_SETTINGS.threading,
    worth: (money) => money.minor,
  })
}
