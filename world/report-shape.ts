import { auc } from '../src/stats/scores/auc.ts'
import { brier } from '../src/stats/scores/brier.ts'
import { quarterAt, quarterOf, dateOf, dayOf } from './calendar.ts'
import { namedWorld, WORLD_NAMES } from './families/named-worlds.ts'
import { companyJournal } from './journal/company-journal.ts'
import { oracleOf } from './oracle/oracle.ts'
import { companyShape } from './shape/company-shape.ts'

/**
 * Prints what a named company looks like, and how well somebody who knows all of it forecasts:
 * `node world/report-shape.ts [name] [seed]`. Beside each figure stands that of the published prototype, where there is one.
 */
const name = WORLD_NAMES.find((known) => known === (process.argv[2] ?? 'M40'))
if (name === undefined) throw new RangeError(`name one of ${WORLD_NAMES.join(', ')}`)
const settings = namedWorld(name, Number(process.argv[3] ?? 1))

const oracle = oracleOf(settings)
const ends = new Map(oracle.ends.map((end) => [end.externalId, end]))
const shape = companyShape(companyJournal(settings).deals, (id) => ends.get(id)?.segment, settings.end)

const views = Array.from({ length: 8 }, (_, i) => {
  const quarter = quarterAt(quarterOf(dayOf(settings.end)).index - 10 + i)
  return oracle.at(dateOf(quarter.start))
})
const ever = { chance: [] as number[], won: [] as boolean[] }
const inQuarter = { chance: [] as number[], won: [] as boolean[] }
for (const view of views)
  for (const [id, deal] of view.deals) {
    const end = ends.get(id)
    if (end === undefined) continue
    inQuarter.chance.push(deal.winInPeriod)
    inQuarter.won.push(end.outcome === 'won' && (end.endedInWeekOf ?? '') <= view.period.end)
    if (end.outcome === 'open') continue
    ever.chance.push(deal.winEver)
    ever.won.push(end.outcome === 'won')
  }
const spread = views.reduce((sum, { revenue }) => sum + revenue.sd / revenue.mean, 0) / views.length

const rows: readonly (readonly [string, string, string])[] = [
  ['deals', String(shape.deals), ''],
  ['won, by count', percent(shape.winShare), '28 %'],
  ['weeks to a win: small, mid-market, enterprise', shape.wonWeeks.map((weeks) => weeks.toFixed(1)).join(', '), '7, 10, 15'],
  ['of the wins of a quarter, not created at its start', percent(shape.createdInQuarter.count), '38 %'],
  ['the same by value', percent(shape.createdInQuarter.value), '24 %'],
  ['date within 14 days: all weeks of won deals', percent(shape.dateHit.always), '42 %'],
  ['  at creation', percent(shape.dateHit.atCreation), '35 %'],
  ['  in negotiation', percent(shape.dateHit.inNegotiation), '61 %'],
  ['  in the last four weeks', percent(shape.dateHit.lastFourWeeks), '67.5 %'],
  ['AUC of the stage', shape.stageAuc.toFixed(3), '.712'],
  ['AUC ever of the oracle, at quarter starts', auc(ever.chance, ever.won).toFixed(3), '.886'],
  ['Brier ever of the oracle', brier(ever.chance, ever.won).toFixed(3), '.135'],
  ['AUC in the quarter of the oracle', auc(inQuarter.chance, inQuarter.won).toFixed(3), '.922'],
  ['Brier in the quarter of the oracle', brier(inQuarter.chance, inQuarter.won).toFixed(3), '.094'],
  [
    'spread of a quarter seen from its start, of its mean',
    percent(spread),
    { S8: '23 %', M40: '11.5 %', L160: '7 %' }[name as 'M40'] ?? '',
  ],
]
const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
console.log(`${name}, seed ${settings.seed}: ours, prototype`)
for (const [what, ours, prototype] of rows)
  console.log(`  ${what.padEnd(widths[0] ?? 0)}  ${ours.padEnd(widths[1] ?? 0)}  ${prototype}`.trimEnd())

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
