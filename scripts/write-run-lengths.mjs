import { writeFileSync } from 'node:fs'
import { poissonCusum } from '../src/stats/drift/poisson-cusum.ts'
import { poisson } from '../src/stats/random/poisson.ts'
import { stream } from '../src/stats/random/stream.ts'

/**
 * Writes src/stats/drift/run-length-table.ts: how many weeks pass between false alarms of the Poisson CUSUM while nothing changes.
 * Each cell is simulated until 1,000 alarms or 8,000,000 weeks, seeded by its own name; lengths above e^12 rest on few alarms.
 */
const RATES = [0.5, 1, 2, 5, 10, 20, 50, 100]
const RATIOS = [0.5, 0.7, 1.4, 2]
const THRESHOLDS = [3, 4, 5, 6]
const BLOCK = 20_000

function weeksBetweenAlarms(rate, setting) {
  const source = stream(1, `run length ${rate} ${setting.ratio} ${setting.threshold}`)
  const expected = new Float64Array(BLOCK).fill(rate)
  let weeks = 0
  let alarms = 0
  // Each block begins at 0: that lengthens the runs by the few weeks in 20,000 that a sum needs to build up.
  for (let simulated = 0; alarms < 1_000 && simulated < 8_000_000; simulated += BLOCK) {
    const counts = expected.map(() => poisson(source, rate))
    const found = poissonCusum(counts, expected, setting).alarms
    alarms += found.length
    weeks += BLOCK
  }
  return weeks / Math.max(1, alarms)
}

const logLength = RATIOS.map((ratio) =>
  RATES.map((rate) => THRESHOLDS.map((threshold) => Number(Math.log(weeksBetweenAlarms(rate, { ratio, threshold })).toFixed(3)))),
)
const rows = logLength.map((table) => `    [\n${table.map((row) => `      [${row.join(', ')}],`).join('\n')}\n    ],`).join('\n')
writeFileSync(
  new URL('../src/stats/drift/run-length-table.ts', import.meta.url),
  `/** Written by scripts/write-run-lengths.mjs: ln of the weeks between false alarms, by ratio, then weekly rate, then threshold. */
export const RUN_LENGTHS = {
  ratios: [${RATIOS.join(', ')}],
  rates: [${RATES.join(', ')}],
  thresholds: [${THRESHOLDS.join(', ')}],
  logLength: [
${rows}
  ],
} as const satisfies {
  ratios: readonly number[]
  rates: readonly number[]
  thresholds: readonly number[]
  logLength: readonly (readonly (readonly number[])[])[]
}
`,
)
