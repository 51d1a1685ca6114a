import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { companyBook } from '../../src/domain/forecasting/landmarks/company-book.ts'
import type { DealTrack } from '../../src/domain/forecasting/landmarks/deal-track.ts'
import { LANDMARK_FEATURES } from '../../src/domain/forecasting/landmarks/landmark-features.ts'
import type { LandmarkTable } from '../../src/domain/forecasting/landmarks/landmark-table.ts'
import { trackDeal } from '../../src/domain/forecasting/landmarks/track-deal.ts'
import { landmarkTable } from '../../src/domain/forecasting/landmarks/training-rows.ts'
import { STAGES } from '../../src/domain/forecasting/win-model/coefficients.ts'
import { scaleOf, type HazardRows } from '../../src/domain/forecasting/win-model/hazard-rows.ts'
import { inBase } from '../../src/domain/values/money.ts'
import { randomSettings } from '../families/random-settings.ts'
import { companyJournal } from '../journal/company-journal.ts'
import type { WorldSettings } from '../settings.ts'
import { canonicalRows, learnPatterns, spreadOf } from './learn-patterns.ts'

/**
 * Makes the prior that the product ships with: what companies have in common, learned from drawn companies of all kinds.
 * `npm run prior` writes it; the same worlds, features and method give the same file. The companies on which forecasts are
 * judged are refused by `randomSettings`.
 */
const COMPANIES = Number(process.env['PRIOR_COMPANIES'] ?? 200)
const END = '2026-11-23'
const MOST_DEALS = 1_800
const MOST_ROWS = 3_000
const SPAN = 52
const OUT = process.env['PRIOR_OUT'] ?? join(import.meta.dirname, '../../src/domain/forecasting')

const tables: LandmarkTable[] = []
for (let seed = 1; seed <= COMPANIES; seed++) {
  const started = process.cpuUsage()
  const table = landmarksOfCompany(drawnCompany(seed))
  tables.push(table)
  const { user, system } = process.cpuUsage(started)
  console.log(`company ${seed}: ${table.keys.length} deals, ${table.rows} landmarks, ${((user + system) / 1e6).toFixed(1)} s`)
}

const patterns = learnPatterns(tables, SPAN)
const scale = scaleOf(pooled(tables))
const belief = spreadOf(
  tables.map((table) => canonicalRows(table, scale)),
  SPAN,
)
patterns.fill()

const prior = {
  span: SPAN,
  companies: COMPANIES,
  features: LANDMARK_FEATURES.map(({ name }) => name),
  means: short(scale.means),
  deviations: short(scale.deviations),
  win: short(belief.win.mean),
  loss: short(belief.loss.mean),
  winPrecision: short(belief.win.precision),
  lossPrecision: short(belief.loss.precision),
  typical: typicalOf(tables.map((table) => canonicalRows(table, scale))),
}
const version = `worlds-${COMPANIES}-${digest(JSON.stringify([prior, patterns.shipped]))}`
write('win-model/shipped-prior.ts', 'ShippedPrior', './factory-prior.ts', 'SHIPPED_PRIOR', { version, ...prior })
write('landmarks/shipped-patterns.ts', 'ShippedPatterns', './patterns.ts', 'SHIPPED_PATTERNS', patterns.shipped)

function write(file: string, type: string, from: string, name: string, value: object): void {
  const path = join(OUT, file)
  writeFileSync(
    path,
    `import type { ${type} } from '${from}'

/** Written by \`npm run prior\` (world/prior/make-prior.ts) from ${COMPANIES} drawn companies: do not edit. */
export const ${name}: ${type} = ${JSON.stringify(value)}
`,
  )
  console.log(`wrote ${path}`)
}

function drawnCompany(seed: number): Partial<WorldSettings> & { readonly end: string } {
  const settings = randomSettings(seed, { end: END })
  const years = Math.min(4, Math.max(1.5, MOST_DEALS / (52 * (settings.arrivals ?? 40))))
  return { ...settings, years }
}

function landmarksOfCompany(settings: Partial<WorldSettings> & { readonly end: string }): LandmarkTable {
  const company = companyJournal(settings)
  const until = Date.parse(END)
  const tracks: DealTrack[] = []
  let seen = 0
  for (const { externalId, past } of company.deals) {
    seen += 1
    if (seen > 3 * MOST_DEALS) break
    const track = trackDeal(past, {
      key: externalId,
      until,
      worth: (money, day) => inBase(company.rates, money, day) ?? null,
    })
    if (track) tracks.push(track)
  }
  return landmarkTable(tracks, until, { most: MOST_ROWS, seed: 1 }, companyBook(tracks))
}

/** All rows under one another, for their scale alone. */
function pooled(all: readonly LandmarkTable[]): LandmarkTable {
  const rows = all.reduce((sum, table) => sum + table.rows, 0)
  const x = new Float64Array(rows * LANDMARK_FEATURES.length)
  let at = 0
  for (const table of all) {
    x.set(table.x, at)
    at += table.x.length
  }
  return { ...all[0]!, rows, x }
}

/** The mean deal of each stage, in deviations from the mean of all: what a deal's reasons are told against. */
function typicalOf(all: readonly HazardRows[]): number[] {
  const features = LANDMARK_FEATURES.length
  const sums = new Float64Array(STAGES * features)
  const rows = new Float64Array(STAGES)
  for (const company of all) {
    for (let row = 0; row < company.rows; row++) {
      const stage = company.kinds[company.kind[row]! * 3]!
      rows[stage]! += 1
      for (let j = 0; j < features; j++) sums[stage * features + j]! += company.z[row * features + j]!
    }
  }
  return short(sums.map((sum, i) => sum / Math.max(1, rows[Math.floor(i / features)]!)))
}

function short(values: ArrayLike<number>): number[] {
  return Array.from(values, (value) => Number(value.toPrecision(5)))
}

/** FNV-1a, 32 bits. */
function digest(value: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < value.length; i++) hash = Math.imul(hash ^ value.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
