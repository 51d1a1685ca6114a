import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { combinedForecast } from '../../src/stats/series/combined-forecast.ts'
import { automaticEts } from '../../src/stats/series/ets/automatic-ets.ts'
import { theta } from '../../src/stats/series/theta.ts'
import { stream } from '../../src/stats/random/stream.ts'
import type { Figure } from './figure.ts'
import { timed } from './timing.ts'

const FREQUENCY = 12

/** One series of 60 months and one of 120, forecast; beside R where it is installed. */
export async function measureSeries(say: (step: string) => void): Promise<Figure[]> {
  const short = months(60)
  const long = months(120)
  say('smoothing')
  const ets = fastest(20, () => automaticEts(short, FREQUENCY))
  const bent = fastest(400, () => theta(short, FREQUENCY, 12))
  const combined = fastest(5, () => combinedForecast(long, { frequency: FREQUENCY, horizon: 18, levels: [0.8, 0.95] }))
  say('the same in R')
  const anchor = inR(short, long)
  const on = (what: string) => `${what}, processor time, fastest of 15`
  const ours = (name: string, budget: number | null, measured: number, what: string): Figure => ({
    ...{ name, unit: 'ms', budget, measured, on: on(what) },
  })
  const theirs = (name: string, measured: number): Figure => ({
    ...{ name, unit: 'ms', budget: null, measured },
    on: 'absent' in anchor ? `not measured: ${anchor.absent}` : anchor.version,
  })
  const known = 'absent' in anchor ? { ets: NaN, theta: NaN, three: NaN } : anchor
  return [
    ours('automatic ETS', 1.5, ets, '60 months, 15 forms with their season'),
    theirs('  ets of R', known.ets),
    ours('Theta', 0.05, bent, '60 months, 12 ahead'),
    theirs('  thetaf of R', known.theta),
    ours(
      'combined forecast with bounds',
      Number.isNaN(known.three) ? null : known.three / 100,
      combined,
      '120 months, 18 ahead; budget is a hundredth of R',
    ),
    theirs('  thetaf, ets and auto.arima of R', known.three),
  ]
}

function fastest(repeats: number, work: () => unknown): number {
  let best = Infinity
  for (let run = 0; run < 15; run++) {
    const { processor } = timed(1, () => {
      for (let i = 0; i < repeats; i++) work()
    })
    best = Math.min(best, processor / repeats)
  }
  return best
}

/** Sales that grow, with a season and noise. */
function months(n: number): Float64Array {
  const draws = stream(1, `months ${n}`)
  const noise = () => draws.next() / 2 ** 32 - 0.5
  let level = 200
  return Float64Array.from({ length: n }, (_, t) => {
    level += 1 + 12 * noise()
    return level * (1 + 0.2 * Math.sin((2 * Math.PI * t) / FREQUENCY)) + 20 * noise()
  })
}

function inR(
  short: Float64Array,
  long: Float64Array,
): { ets: number; theta: number; three: number; version: string } | { absent: string } {
  try {
    const said = execFileSync('Rscript', [join(import.meta.dirname, 'series-anchor.R')], {
      input: `${short.join(',')}\n${long.join(',')}\n`,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    const [ets, bent, three, ...version] = said.trim().split(' ')
    return { ets: Number(ets), theta: Number(bent), three: Number(three), version: version.join(' ') }
  } catch (error) {
    const why = String((error as { stderr?: string }).stderr ?? error)
    return {
      absent: why.includes('ENOENT') || why.trim() === '' ? 'there is no Rscript' : (why.trim().split('\n').at(-1) ?? why),
    }
  }
}
