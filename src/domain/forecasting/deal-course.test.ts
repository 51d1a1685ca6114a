import { expect, test } from 'vitest'
import { knownWorld } from '../../../test/evaluate/known-world.ts'
import { dealCourse, mondaysOf } from './deal-course.ts'
import { forecastDeals } from './deal-forecast.ts'
import { fitForecast } from './forecast-model.ts'
import { companyBook } from './landmarks/company-book.ts'
import type { LandmarkTable } from './landmarks/landmark-table.ts'
import { slipRate } from './slip-rate.ts'

const asOf = Date.parse('2026-02-02')
const { histories } = knownWorld({ seed: 3, start: '2024-06-01', days: 700, dealsPerWeek: 8, shock: 0.02 })
const model = fitForecast(histories, asOf)
const book = companyBook(histories.flatMap(({ track }) => track ?? []))
const open = forecastDeals(model, histories, '2026-03-31')
const deal = histories.find(({ key, createdAt }) => open.some((one) => one.key === key) && createdAt < asOf - 40 * 86_400_000)!

test('on the day of the forecast the course says what the forecast says', () => {
  const [point] = dealCourse(model, book, deal, [asOf], '2026-03-31')
  const said = open.find(({ key }) => key === deal.key)
  expect(point?.winChance).toBe(said?.winChance)
  expect(point?.winBy).toBe(said?.winBy)
})

test('the course has every Monday from creation on, and rests on what was known then', () => {
  const mondays = mondaysOf(deal, asOf, 200)
  expect(mondays.every((at) => new Date(at).getUTCDay() === 1 && at > deal.createdAt && at < asOf)).toBe(true)
  const course = dealCourse(model, book, deal, mondays, '2026-03-31')
  expect(course.map(({ at }) => at)).toEqual(mondays)
  const later = { ...deal, stages: [...deal.stages, { stage: 'negotiation', at: asOf - 86_400_000 }] }
  expect(dealCourse(model, book, later, mondays, '2026-03-31')).toEqual(course)
})

test('a closed deal has no chance to tell of after it closed', () => {
  const closed = histories.find(({ outcome }) => outcome !== null && outcome.at < asOf)!
  const course = dealCourse(model, book, closed, mondaysOf(closed, asOf, 200), '2026-03-31')
  expect(course.every(({ at }) => at <= closed.outcome!.at)).toBe(true)
})

test('a stage slips as often as its decided deals were not won within two weeks of their date, each counted once', () => {
  const rows: [deal: number, due: number, cause: number, followed: number][] = [
    [0, 4, 1, 5], // won a week late: held
    [0, 1, 1, 5], // the same deal once more
    [1, 4, 1, 7], // won three weeks late
    [2, 4, 2, 3], // lost
    [3, 4, 0, 9], // still open
    [4, -1, 1, 1], // its date had passed
    [5, NaN, 1, 1], // no date
  ]
  const column = <T extends 0 | 1 | 2 | 3>(i: T) => rows.map((row) => row[i])
  const table = {
    rows: rows.length,
    stageNames: ['a'],
    stageName: new Int32Array(rows.length),
    deal: Int32Array.from(column(0)),
    dueWeeks: Float64Array.from(column(1)),
    cause: Uint8Array.from(column(2)),
    followed: Float64Array.from(column(3)),
  } as unknown as LandmarkTable
  expect(slipRate(table, 'a')).toEqual({ slipped: 2, deals: 3 })
  expect(slipRate(table, 'b')).toEqual({ slipped: 0, deals: 0 })
})
