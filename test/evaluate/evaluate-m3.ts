import { join } from 'node:path'
import { combinedForecast } from '../../src/stats/series/combined-forecast.ts'
import { coverage } from '../../src/stats/scores/coverage.ts'
import { mean, percent, type Figure } from './figure.ts'
import { readTable } from './read-table.ts'

const FREQUENCY = 12
/**
 * What `thetaf`, `ets` and `auto.arima` of R forecast 8.20 take together for one of these series, measured on all of them
 * on the machine this is developed on; `npm run bench` measures both in the same run where R is installed.
 */
const R_MS_PER_SERIES = 2_046

/** Monthly series of the M3 competition: forecast from the training part alone, scored on the part that followed. */
export function evaluateM3(folder: string): Figure[] {
  const series = new Map<string, { train: number[]; test: number[] }>()
  for (const row of readTable(join(folder, 'monthly.csv'))) {
    const key = row['series'] ?? ''
    const parts = series.get(key) ?? { train: [], test: [] }
    series.set(key, parts)
    parts[row['split'] === 'train' ? 'train' : 'test'].push(Number(row['value']))
  }
  const cases = [...series.values()]
  const began = process.cpuUsage()
  const forecasts = cases.map(({ train, test }) =>
    combinedForecast(train, { frequency: FREQUENCY, horizon: test.length, levels: [0.8, 0.95] }),
  )
  const spent = process.cpuUsage(began)
  const milliseconds = (spent.user + spent.system) / 1_000 / cases.length
  const scaled: number[] = []
  const symmetric: number[] = []
  const held: [number[], number[]] = [[], []]
  for (const [i, { train, test }] of cases.entries()) {
    const forecast = forecasts[i]!
    const scale = mean(train.slice(FREQUENCY).map((value, t) => Math.abs(value - train[t]!)))
    const misses = test.map((value, h) => Math.abs(value - forecast.mean[h]!))
    scaled.push(mean(misses) / scale)
    symmetric.push(mean(misses.map((miss, h) => (200 * miss) / (Math.abs(test[h]!) + Math.abs(forecast.mean[h]!)))))
    for (const level of [0, 1] as const) {
      const intervals = test.map((_, h) => ({ low: forecast.lower[level]![h]!, high: forecast.upper[level]![h]! }))
      held[level].push(coverage(intervals, test))
    }
  }
  const note = `${cases.length} series, training part only`
  return [
    {
      question: 'mean scaled error (MASE)',
      ours: mean(scaled).toFixed(3),
      toBeat: '.777',
      note: `${note}; to beat is the mean of thetaf, ets and auto.arima of R on the same series, .841 on 300`,
    },
    {
      question: 'symmetric error (sMAPE), %',
      ours: mean(symmetric).toFixed(2),
      toBeat: '14.50',
      note: 'theta of R alone 14.68, ets 15.62, auto.arima 15.36; the three on 300 series 15.48',
    },
    { question: '95 % bounds hold', ours: percent(mean(held[1])), toBeat: '94.1 %', note: 'the three on 300 series 93.1 %' },
    { question: '80 % bounds hold', ours: percent(mean(held[0])), toBeat: '', note: '' },
    {
      question: 'time for one series, ms',
      ours: milliseconds.toFixed(1),
      toBeat: (R_MS_PER_SERIES / 100).toFixed(0),
      note: `a hundredth of what R takes for its three methods, about ${R_MS_PER_SERIES} ms where it was measured`,
    },
  ]
}
