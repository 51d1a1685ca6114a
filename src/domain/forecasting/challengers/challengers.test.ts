import { expect, test } from 'vitest'
import { OWN_FEATURES } from '../landmarks/landmark-features.ts'
import { MS_PER_DAY } from '../lead-grid.ts'
import { challengerReport } from './challenger-report.ts'
import type { DealTies } from './deal-ties.ts'
import { judged } from './gate.ts'
import { graphChances } from './graph-challenger.ts'
import { pastCompany } from './past-instants.ts'
import { planted, PLANTED_DAY } from './planted-company.ts'
import { sequenceChances, type PastChances } from './sequence-challengers.ts'
import { treeChances } from './tree-challenger.ts'

const asOf = PLANTED_DAY

const asked = { fiscalStartMonth: 1, seed: 1 }
const longer = { timeout: 60_000 }

test('where the order of two events decides, what reads weeks in order is admitted', longer, () => {
  const { histories } = planted(1_300, 45, 'order')
  const past = pastCompany(histories, asOf, 1)
  const { recurrent, attention } = sequenceChances(past, 1)
  const verdict = (said: PastChances, deals = 1_000) => judged(past, said, histories.length, { deals, share: 0 })
  const found = verdict(recurrent)
  expect(found).toMatchObject({ admitted: true })
  expect(found.difference!).toBeLessThan(-5 * found.standardError!)
  expect(found.logLoss! - found.championLogLoss!).toBeCloseTo(found.difference!, 9)
  expect(found.reason).toMatch(/^Better by .*: ahead by more than chance shows\.$/)
  expect(verdict(attention).admitted).toBe(true)
  // Trees see one Monday at a time, and on most of them nothing tells.
  expect(verdict(treeChances(past, 1, 1)).logLoss! - found.logLoss!).toBeGreaterThan(0.05)
  // The same figures in a company that is too small for them change nothing.
  expect(verdict(recurrent, 5_000)).toMatchObject({ admitted: false, difference: found.difference })
})

test('where nothing more can be learned, every challenger stays off and its figure is kept', longer, () => {
  const { histories } = planted(500, 45, 'nothing')
  const report = challengerReport(histories, asOf, { ...asked, ties: null })
  expect(report.refits).toBeGreaterThan(0)
  for (const { name, admitted, logLoss, championLogLoss, reason } of report.results) {
    expect([name, admitted]).toEqual([name, false])
    if (name === 'graph of contacts') continue
    expect(Number.isFinite(logLoss) && Number.isFinite(championLogLoss)).toBe(true)
    expect(reason).toMatch(
      /^(Better|Worse) by 0\.\d{4} nats, standard error 0\.\d{4}; off below [35],000 deals, there are \d{3}\.$/,
    )
  }
  const again = challengerReport(histories.toReversed(), asOf, { ...asked, ties: null })
  expect(JSON.stringify(again)).toBe(JSON.stringify(report))
})

test('where who knows whom decides, the graph tells it, and the same ties on other deals tell nothing', longer, () => {
  const { histories, ties } = planted(1_400, 62, 'people')
  const past = pastCompany(histories, asOf, 1)
  const graphOf = (whose: readonly DealTies[]) =>
    judged(past, graphChances(past, histories, whose), histories.length, { deals: 500, share: 0 })
  const graph = graphOf(ties)
  expect(graph).toMatchObject({ admitted: true })
  expect(graph.difference!).toBeLessThan(-3 * graph.standardError!)
  const dealt = ties.map(({ key }, i) => ({ key, ties: ties[(i * 7 + 3) % ties.length]!.ties }))
  const blind = graphOf(dealt)
  expect(blind.difference!).toBeGreaterThan(-2 * blind.standardError!)
})

test('what is recorded on or after the day reaches no figure', longer, () => {
  const { histories, ties } = planted(500, 53, 'people')
  const day = asOf - 8 * 7 * MS_PER_DAY
  const then = histories.flatMap((history) => {
    if (!(history.createdAt < day)) return []
    const { track, outcome } = history
    const ended = outcome !== null && outcome.at < day ? outcome : null
    const rows = track!.at.filter((at) => at <= day).length
    const spells = track!.spells.map((spell) => (ended ? spell : { ...spell, to: Infinity, cause: 0 as const }))
    const own = track!.own.slice(0, rows * OWN_FEATURES.length)
    return [{ ...history, outcome: ended, track: { ...track!, at: track!.at.slice(0, rows), own, spells } }]
  })
  const report = challengerReport(histories, day, { ...asked, ties })
  expect(report.results[0]!.forecasts).toBeGreaterThan(100)
  expect(report).toEqual(challengerReport(then, day, { ...asked, ties }))
})

test('a company without a past is told that nothing can be compared', () => {
  const { refits, results } = challengerReport(planted(30, 62, 'nothing').histories, asOf, { ...asked, ties: [] })
  expect(refits).toBe(0)
  for (const { admitted, reason } of results)
    expect([admitted, reason]).toEqual([false, 'Too few past forecasts are over to compare.'])
})
