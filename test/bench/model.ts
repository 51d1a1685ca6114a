import { trackOfHistory } from '../../src/domain/forecasting/landmarks/track-of-history.ts'
import { fitDealModel } from '../../src/domain/forecasting/forecast-model.ts'
import { incidences, intervalsOf } from '../../src/domain/forecasting/win-model/hazard-incidence.ts'
import { nearestRows, type PastDeals } from '../../src/domain/forecasting/win-model/similar-deals.ts'
import { stream, uniform } from '../../src/stats/random/stream.ts'
import { fitRidgeMultinomial } from '../../src/stats/regression/ridge-multinomial.ts'
import { AS_OF, engineCompany } from './engine-company.ts'
import type { Figure } from './figure.ts'
import { multinomialAnchor } from './multinomial-anchor.ts'
import { timed } from './timing.ts'

const ROWS = 800_000
const COLUMNS = 30

/** The models of deals: the regression behind them beside scikit-learn's, the whole fit, scores, and similar deals. */
export async function measureModel(say: (step: string) => void): Promise<Figure[]> {
  return [...multinomial(say), ...ownFit(say), similar(say)]
}

function multinomial(say: (step: string) => void): Figure[] {
  say('making 800,000 rows')
  const { plain, x, classes } = weeksOfDeals()
  const width = COLUMNS + 1
  say('fitting three classes with scikit-learn')
  const anchor = multinomialAnchor(plain, COLUMNS, classes)
  const theirs = 'absent' in anchor ? null : anchor
  say('fitting three classes')
  const size = 2 * width
  const precision = Float64Array.from({ length: size }, (_, i) => (i % width === 0 ? 0 : 1))
  const prior = { mean: new Float64Array(size), precision }
  const started = process.cpuUsage()
  const fit = fitRidgeMultinomial({ x, rows: ROWS, columns: width }, classes, 3, { prior, warm: { every: 10, fullSteps: 2 } })
  const { user, system } = process.cpuUsage(started)
  const seconds = (user + system) / 1e6
  return [
    {
      name: 'three classes, .8M rows x 30, a tenth first and two steps on all',
      unit: 's',
      budget: theirs && 0.7 * theirs.seconds,
      measured: seconds,
      on:
        'absent' in anchor
          ? `beside scikit-learn not measured: ${anchor.absent}`
          : `processor; log loss ${(fit.loss / ROWS).toFixed(5)}; ${anchor.version} one thread ${anchor.seconds.toFixed(1)} s, ${anchor.loss.toFixed(5)}`,
    },
  ]
}

/**
 * Weeks of open deals, as a win model that lays its rows out by lead would see them: four fifths of the columns hang on
 * the lead, the stage or each other, and some 7 rows in 100 end in a win or a loss.
 */
function weeksOfDeals(): { plain: Float64Array; x: Float64Array; classes: Uint8Array } {
  const source = stream(1, 'multinomial')
  const plain = new Float64Array(ROWS * COLUMNS)
  const x = new Float64Array(ROWS * (COLUMNS + 1))
  const classes = new Uint8Array(ROWS)
  const row = new Float64Array(COLUMNS)
  for (let i = 0; i < ROWS; i++) {
    const lead = i % 39
    const stage = Math.floor(uniform(source) * 4)
    const shapes = [Math.log1p(lead), 1 / (1 + lead), lead / 13]
    row.fill(0)
    row.set(shapes)
    if (stage > 0) {
      row[2 + stage] = 1
      row[5 + stage] = shapes[0]!
      row[8 + stage] = shapes[1]!
    }
    const week = Math.floor(uniform(source) * 13)
    if (week < 4) row[12] = 1
    else if (week > 8) row[4 + week] = 1
    const engaged = 2 * uniform(source) - 1
    for (let j = 17; j < 26; j++) row[j] = 0.7 * engaged + uniform(source) - 0.5
    for (let j = 26; j < COLUMNS; j++) row[j] = row[j - 9]! * shapes[0]!
    const win = -4.6 + 0.5 * stage - 0.3 * shapes[0]! + engaged + (week === 12 ? 0.8 : 0)
    const loss = -3.2 - 0.2 * stage - 0.1 * shapes[2]! - 0.6 * engaged
    const [a, b] = [Math.exp(win), Math.exp(loss)]
    const u = uniform(source) * (1 + a + b)
    classes[i] = u < a ? 1 : u < a + b ? 2 : 0
    plain.set(row, i * COLUMNS)
    x[i * (COLUMNS + 1)] = 1
    x.set(row, i * (COLUMNS + 1) + 1)
  }
  return { plain, x, classes }
}

function ownFit(say: (step: string) => void): Figure[] {
  say('following 10,000 deals')
  const asOf = Date.parse(AS_OF)
  const histories = engineCompany({ open: 2_000, closed: 8_000 }).map((history) => {
    const track = trackOfHistory(history, asOf)
    return track ? { ...history, track } : history
  })
  say('fitting every member')
  const fit = timed(1, () => fitDealModel(histories, asOf))
  const model = fitDealModel(histories, asOf)
  const { ladder } = model
  if (!ladder) throw new Error('The company has no landmarks.')
  say('scoring')
  const own = ladder.models['own fit']
  const scores = timed(15, () => incidences(own, ladder.open, asOf, intervalsOf(39)))
  const whole = timed(15, () => incidences(own, ladder.open, asOf))
  return [
    {
      name: 'all members fitted, compared at past origins and mixed',
      unit: 's',
      budget: 10,
      measured: fit.processor / 1_000,
      on: `${histories.length} deals of two years, ${ladder.origins} past origins; processor`,
    },
    {
      name: 'chances of every open deal over 39 weeks, one member',
      unit: 'ms',
      budget: 10,
      measured: scores.processor,
      on: `${ladder.open.rows} open deals, ${intervalsOf(39)} leads; processor`,
    },
    {
      name: 'the same over three years',
      unit: 'ms',
      budget: null,
      measured: whole.processor,
      on: '100 leads; processor',
    },
  ]
}

function similar(say: (step: string) => void): Figure {
  say('searching for similar deals')
  const rows = 100_000
  const width = 32
  const source = stream(2, 'similar')
  const past: PastDeals = {
    rows,
    weighed: Float32Array.from({ length: rows * width }, () => uniform(source) + uniform(source) - 1),
    width,
    keys: Array.from({ length: rows }, (_, i) => `D${i}`),
    deal: Int32Array.from({ length: rows }, (_, i) => i),
    at: new Float64Array(rows),
    stageName: new Int32Array(rows),
    stageNames: ['Proposal'],
    won: new Uint8Array(rows),
  }
  const target = past.weighed.slice(0, width)
  const search = timed(15, () => nearestRows(past, target, 0, 25))
  return {
    name: 'the 25 nearest of 100,000 past deals, exactly',
    unit: 'ms',
    budget: 10,
    measured: search.processor,
    on: `${width} features, all of one stage; processor`,
  }
}
