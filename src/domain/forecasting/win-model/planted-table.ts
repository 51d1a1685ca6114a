import { stream, uniform } from '../../../stats/random/stream.ts'
import type { LandmarkTable } from '../landmarks/landmark-table.ts'
import { MS_PER_DAY } from '../lead-grid.ts'

/** The weekly rates from which a table's ends are drawn: what a deal of a stage with these features does at a lead. */
export type PlantedRates = (
  row: { stage: number; x: Float64Array; dueWeeks: number; at: number },
  lead: number,
) => [win: number, loss: number]

/**
 * A landmark table whose deals follow known rates, for tests. Each deal has one to `mostLooks` weekly landmarks; features
 * are uniform with mean 0 and variance 1, a tenth of the first is not known; follow-up ends at a cut.
 */
export function plantedTable(setting: {
  seed: number
  deals: number
  features: number
  mostLooks?: number
  rates: PlantedRates
}): LandmarkTable {
  const { deals, features, rates } = setting
  const source = stream(setting.seed, 'planted')
  const looks = setting.mostLooks ?? 1
  const first = Date.parse('2023-01-02')
  const x: number[] = []
  const columns = { deal: [] as number[], at: [] as number[], stage: [] as number[], segment: [] as number[] }
  const ends = { due: [] as number[], amount: [] as number[], cause: [] as number[], followed: [] as number[] }
  for (let deal = 0; deal < deals; deal++) {
    const stage = Math.floor(uniform(source) * 4)
    const segment = Math.floor(uniform(source) * 4)
    const week = Math.floor(uniform(source) * 104)
    const own = Float64Array.from({ length: features }, () => (uniform(source) - 0.5) * Math.sqrt(12))
    const hidden = uniform(source) < 0.1
    const due = uniform(source) < 0.2 ? NaN : uniform(source) * 30 - 4
    const cut = 120 - week
    let end = cut
    let cause = 0
    for (let day = 0; day < cut * 7 && cause === 0; day++) {
      const at = first + (week * 7 + day) * MS_PER_DAY
      const [win, loss] = rates({ stage, x: own, dueWeeks: due, at }, day / 7)
      const u = uniform(source)
      if (u >= 1 - Math.exp(-(win + loss) / 7)) continue
      cause = uniform(source) < win / (win + loss) ? 1 : 2
      end = (day + uniform(source)) / 7
    }
    for (let look = 0; look < looks && look < end; look++) {
      columns.deal.push(deal)
      columns.at.push(first + (week + look) * 7 * MS_PER_DAY)
      columns.stage.push(stage)
      columns.segment.push(segment)
      for (let j = 0; j < features; j++) x.push(j === 0 && hidden ? NaN : own[j]!)
      ends.due.push(due - look)
      ends.amount.push(100_000)
      ends.cause.push(cause)
      ends.followed.push(end - look)
    }
  }
  return {
    rows: columns.deal.length,
    keys: Array.from({ length: deals }, (_, i) => `D${String(i).padStart(6, '0')}`),
    deal: Int32Array.from(columns.deal),
    at: Float64Array.from(columns.at),
    stage: Uint8Array.from(columns.stage),
    stageName: Int32Array.from(columns.stage),
    stageNames: ['First', 'Second', 'Third', 'Fourth'],
    segment: Uint8Array.from(columns.segment),
    x: Float64Array.from(x),
    features,
    dueWeeks: Float64Array.from(ends.due),
    amount: Float64Array.from(ends.amount),
    cause: Uint8Array.from(ends.cause),
    followed: Float64Array.from(ends.followed),
  }
}
