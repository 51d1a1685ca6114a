import { normalCdf } from '../../../src/stats/normal/normal-cdf.ts'
import { auc } from '../../../src/stats/scores/auc.ts'
import { brier } from '../../../src/stats/scores/brier.ts'
import { calibrationErrorEstimate } from '../../../src/stats/scores/calibration-error-interval.ts'
import { calibrationSlope } from '../../../src/stats/scores/calibration-slope.ts'
import { bias, wape } from '../../../src/stats/scores/weighted-error.ts'
import { mean, percent } from '../figure.ts'
import { NAIVE, type CompanyLook, type DealLook, type QuarterLook, type Said, type YoungLook } from './company-look.ts'
import { jackknifed, type Estimate } from './jackknife.ts'
import type { Size } from './judged-company.ts'
import { TARGETS, type Target } from './targets.ts'

/** One line of the report: what we get beside the naive way, who knows all, and what was promised. */
export interface WorldFigure {
  question: string
  ours: Estimate
  naive: number | null
  oracle: number | null
  target: Target | null
  /** How much of the way from the naive to the one who knows all is gone. */
  skill: number | null
  /** More digits say nothing. */
  digits: number
  note: string
}

/** All figures of one world and size, over its companies. */
export function worldFigures(looks: readonly CompanyLook[], size: Size): WorldFigure[] {
  const deals = looks.flatMap((look) => look.deals)
  const quarters = looks.flatMap((look) => look.quarters)
  const young = looks.flatMap((look) => look.young)
  return [...ofDeals(deals), ...ofDates(deals), ...ofRevenue(quarters, size), ...ofYoung(young)]
}

type Speaker = 'ours' | 'table' | 'stage' | 'prior' | 'oracle'

function ofDeals(deals: readonly DealLook[]): WorldFigure[] {
  const chances = (rows: readonly DealLook[], who: Speaker, what: keyof Said): Float64Array =>
    Float64Array.from(rows, (row) => row[who][what])
  const happened = (rows: readonly DealLook[], what: keyof Said): boolean[] =>
    rows.map((row) => (what === 'ever' ? row.won : row.wonInQuarter))
  const scored =
    (score: typeof auc | typeof brier, what: keyof Said, who: Speaker) =>
    (rows: readonly DealLook[]): number =>
      score(chances(rows, who, what), happened(rows, what))
  const alive = deals.filter(({ settled }) => !settled)
  const row = (name: string, score: typeof auc | typeof brier, what: keyof Said, target: Target): WorldFigure => {
    const by = (who: Speaker): number => scored(score, what, who)(deals)
    const ours = jackknifed(deals, scored(score, what, 'ours'))
    const naive = by('stage')
    const oracle = by('oracle')
    return {
      question: name,
      ours,
      naive,
      oracle,
      target,
      skill: (ours.value - naive) / (oracle - naive),
      digits: 3,
      note: `stage table with age ${by('table').toFixed(3)}; of deals truly open ${scored(score, what, 'ours')(alive).toFixed(3)}, stage table ${scored(score, what, 'stage')(alive).toFixed(3)}, oracle ${scored(score, what, 'oracle')(alive).toFixed(3)}`,
    }
  }
  const said = chances(deals, 'ours', 'ever')
  const won = happened(deals, 'ever')
  const error = (what: keyof Said, who: Speaker) =>
    calibrationErrorEstimate(
      chances(deals, who, what),
      happened(deals, what),
      deals.map(({ deal }) => deal),
      { seed: 1, resamples: 60, level: 0.9 },
    )
  const ever = error('ever', 'ours')
  const inQuarter = error('inQuarter', 'ours')
  const slopeOf = (rows: readonly DealLook[]): number =>
    calibrationSlope(chances(rows, 'ours', 'ever'), happened(rows, 'ever')).slope
  const priorScores = jackknifed(deals, scored(brier, 'ever', 'prior'))
  const companies = new Set(deals.map(({ cluster }) => cluster.split(' ', 3).join(' '))).size
  return [
    row('won in the end, AUC', auc, 'ever', TARGETS.aucEver),
    row('won in the quarter, AUC', auc, 'inQuarter', TARGETS.aucInQuarter),
    row('won in the end, Brier', brier, 'ever', TARGETS.brierEver),
    row('won in the quarter, Brier', brier, 'inQuarter', TARGETS.brierInQuarter),
    {
      question: 'calibration error, ever',
      ours: { value: ever.corrected, error: (ever.high - ever.low) / 3.3 },
      naive: error('ever', 'stage').corrected,
      oracle: error('ever', 'oracle').corrected,
      target: TARGETS.calibration,
      skill: null,
      digits: 3,
      note: `${deals.length.toLocaleString('en')} looks at deals of ${companies} companies, ${percent(1 - alive.length / deals.length)} of them over in truth, ${percent(mean(won.map(Number)))} won; raw ${ever.raw.toFixed(3)}; says ${percent(mean([...said]))}; in the quarter ${inQuarter.corrected.toFixed(3)}, raw ${inQuarter.raw.toFixed(3)}`,
    },
    {
      question: 'calibration slope',
      ours: jackknifed(deals, slopeOf),
      naive: null,
      oracle: null,
      target: TARGETS.slope,
      skill: null,
      digits: 2,
      note: '',
    },
    {
      question: 'correlation of tenths, said and won',
      ours: jackknifed(deals, (rows) => tenths(chances(rows, 'ours', 'ever'), happened(rows, 'ever'))),
      naive: null,
      oracle: tenths(chances(deals, 'oracle', 'ever'), won),
      target: TARGETS.tenths,
      skill: null,
      digits: 3,
      note: '',
    },
    {
      question: 'no history: Brier of the prior alone',
      ours: priorScores,
      naive: scored(brier, 'ever', 'stage')(deals),
      oracle: scored(brier, 'ever', 'oracle')(deals),
      target: TARGETS.noHistory,
      skill: null,
      digits: 3,
      note: 'the stage table beside it has years of deals',
    },
  ]
}

/** Correlation of the mean stated chance with the share won, over tenths of the rows by chance. */
function tenths(chances: Float64Array, happened: readonly boolean[]): number {
  const order = Uint32Array.from(chances, (_, i) => i).sort((a, b) => chances[a]! - chances[b]!)
  const said: number[] = []
  const came: number[] = []
  for (let tenth = 0; tenth < 10; tenth++) {
    const members = order.subarray(Math.floor((tenth * order.length) / 10), Math.floor(((tenth + 1) * order.length) / 10))
    said.push(mean([...members].map((i) => chances[i]!)))
    came.push(mean([...members].map((i) => (happened[i] ? 1 : 0))))
  }
  const [x, y] = [mean(said), mean(came)]
  const product = (a: readonly number[], b: readonly number[], p: number, q: number): number =>
    a.reduce((sum, value, i) => sum + (value - p) * (b[i]! - q), 0)
  return product(said, came, x, y) / Math.sqrt(product(said, said, x, x) * product(came, came, y, y))
}

function ofDates(deals: readonly DealLook[]): WorldFigure[] {
  const won = deals.flatMap(({ cluster, dates }) => (dates ? [{ cluster, ...dates }] : []))
  const hit = (off: number | null): number => (off !== null && off <= 14 ? 1 : 0)
  const share = (rows: readonly { ours: number }[]): number => mean(rows.map(({ ours }) => hit(ours)))
  const row = (question: string, rows: typeof won, target: Target | null, note = ''): WorldFigure => {
    const ours = jackknifed(rows, share)
    const entered = rows.filter((one) => one.entered !== null)
    const naive = mean(entered.map((one) => hit(one.entered)))
    const oracle = mean(rows.map((one) => (one.oracle === null ? 1 : hit(one.oracle))))
    return { question, ours, naive, oracle, target, skill: (ours.value - naive) / (oracle - naive), digits: 3, note }
  }
  const certified = won.filter((one) => one.certified)
  return [
    row('date within 14 days, if won', won, TARGETS.within14, 'the naive way is the date entered'),
    row(
      '  closing within 8 weeks',
      won.filter(({ daysLeft }) => daysLeft <= 56),
      TARGETS.within14Soon,
    ),
    row(
      '  closing within 4 weeks',
      won.filter(({ daysLeft }) => daysLeft <= 28),
      null,
    ),
    row('  certified', certified, TARGETS.certified),
    {
      question: '  share of looks certified, if won',
      ours: jackknifed(won, (rows) => mean(rows.map((one) => (one.certified ? 1 : 0)))),
      naive: null,
      oracle: null,
      target: TARGETS.certifiedShare,
      skill: null,
      digits: 3,
      note: `as the method's own share is counted; of all looks ${percent(mean(deals.map((one) => (one.certified ? 1 : 0))))}`,
    },
  ]
}

function ofRevenue(quarters: readonly QuarterLook[], size: Size): WorldFigure[] {
  const figures: WorldFigure[] = []
  const actuals = (rows: readonly QuarterLook[]): number[] => rows.map(({ actual }) => actual)
  for (const week of [...new Set(quarters.map((look) => look.week))]) {
    const rows = quarters.filter((look) => look.week === week)
    const error = (of: (look: QuarterLook) => number) => (some: readonly QuarterLook[]) => wape(some.map(of), actuals(some))
    const ours = jackknifed(
      rows,
      error((look) => look.ours.p50),
    )
    const naive = NAIVE.map((name) => ({ name, error: error((look) => look.naive[name])(rows) })).sort(
      (a, b) => a.error - b.error,
    )
    const best = naive[0]!
    const oracle = error((look) => look.oracle.p50)(rows)
    const skill = (best.error - ours.value) / (best.error - oracle)
    const within = (some: readonly QuarterLook[], of: (look: QuarterLook) => number): number =>
      mean(some.map((look) => (Math.abs(of(look) - look.actual) <= 0.1 * look.actual ? 1 : 0)))
    const attainable = mean(rows.map(({ oracle: law }) => 2 * normalCdf(0.1 / (law.sd / law.mean)) - 1))
    const biases = {
      ours: jackknifed(rows, (some) =>
        bias(
          some.map((look) => look.ours.mean),
          actuals(some),
        ),
      ),
      oracle: bias(
        rows.map((look) => look.oracle.mean),
        actuals(rows),
      ),
    }
    const holds = (of: (look: QuarterLook) => { low: number; high: number }) => (some: readonly QuarterLook[]) =>
      mean(some.map((look) => (look.actual >= of(look).low && look.actual <= of(look).high ? 1 : 0)))
    const ofOracle = ({ oracle: law }: QuarterLook) => ({ low: law.p10, high: law.p90 })
    const ofPaths = ({ ours: law }: QuarterLook) => ({ low: law.p10, high: law.p90 })
    const width = (of: (look: QuarterLook) => { low: number; high: number }): number =>
      mean(rows.map((look) => (of(look).high - of(look).low) / (look.oracle.p90 - look.oracle.p10)))
    const ourPart = (part: 'fromOpen' | 'fromNew'): string => {
      const share = bias(
        rows.map((look) => look.ours[part]),
        rows.map((look) => look[part]),
      )
      return Number.isFinite(share) ? percent(share) : 'nothing'
    }
    const w = `week ${week}`
    figures.push(
      {
        question: `revenue of the quarter, ${w}: WAPE`,
        ours,
        naive: best.error,
        oracle,
        target: TARGETS.wape[week] ?? null,
        skill,
        digits: 3,
        note: `${rows.length} quarters; naive: ${naive.map((one) => `${one.name} ${one.error.toFixed(3)}`).join(', ')}`,
      },
      {
        question: '  skill from naive to oracle',
        ours: jackknifed(rows, (some) => {
          const least = Math.min(...NAIVE.map((name) => error((look) => look.naive[name])(some)))
          const known = error((look) => look.oracle.p50)(some)
          return (least - error((look) => look.ours.p50)(some)) / (least - known)
        }),
        naive: 0,
        oracle: 1,
        target: week === 0 ? TARGETS.skill[size] : null,
        skill: null,
        digits: 2,
        note: '',
      },
      {
        question: '  within 10 % of what came, of what is attainable',
        ours: jackknifed(rows, (some) => within(some, (look) => look.ours.p50) / attainable),
        naive: within(rows, (look) => look.naive[best.name]) / attainable,
        oracle: within(rows, (look) => look.oracle.p50) / attainable,
        target: TARGETS.within10,
        skill: null,
        digits: 2,
        note: `${percent(within(rows, (look) => look.ours.p50))} of quarters, attainable ${percent(attainable)}`,
      },
      {
        question: '  bias of the mean',
        ours: biases.ours,
        naive: bias(
          rows.map((look) => look.naive[best.name]),
          actuals(rows),
        ),
        oracle: biases.oracle,
        target: TARGETS.bias[week] ?? null,
        skill: null,
        digits: 3,
        note: `open deals ${ourPart('fromOpen')}, new ones ${ourPart('fromNew')}; new are ${percent(
          rows.reduce((sum, look) => sum + look.fromNew, 0) / rows.reduce((sum, look) => sum + look.actual, 0),
        )} of the quarter`,
      },
      {
        question: '  80 % interval holds',
        ours: jackknifed(
          rows,
          holds(({ ours: law }) => law),
        ),
        naive: null,
        oracle: holds(ofOracle)(rows),
        target: TARGETS.coverage,
        skill: null,
        digits: 2,
        note: `p10 to p90 holds ${percent(holds(ofPaths)(rows))}, width ${width(ofPaths).toFixed(2)}`,
      },
      {
        question: '  its width, of that of who knows all',
        ours: { value: width(({ ours: law }) => law), error: NaN },
        naive: null,
        oracle: 1,
        target: TARGETS.width,
        skill: null,
        digits: 2,
        note: `correlation of fortunes ${mean(rows.map((look) => look.correlation)).toFixed(3)}`,
      },
    )
  }
  return figures
}

const CLOSED_UPTO = [0, 30, 100, 300, Infinity] as const

function ofYoung(young: readonly YoungLook[]): WorldFigure[] {
  return CLOSED_UPTO.flatMap((most, i): WorldFigure[] => {
    const least = i === 0 ? 0 : CLOSED_UPTO[i - 1]! + 1
    const rows = young.filter(({ closed }) => closed >= least && closed <= most)
    if (rows.length < 20) return []
    const score = (of: (look: YoungLook) => number) => (some: readonly YoungLook[]) =>
      brier(
        some.map(of),
        some.map(({ won }) => won),
      )
    const lead = jackknifed(rows, (some) => score((look) => look.ours)(some) - score((look) => look.table)(some))
    const number = most === Infinity ? `${least} and more` : least === most ? `${most}` : `${least} to ${most}`
    return [
      {
        question: `${number} closed: Brier less that of the stage table`,
        ours: lead,
        naive: 0,
        oracle: null,
        target: TARGETS.neverWorse,
        skill: null,
        digits: 3,
        note: `${rows.length} looks; ours ${score((look) => look.ours)(rows).toFixed(3)}, stage table ${score((look) => look.table)(rows).toFixed(3)}, prior ${score((look) => look.prior)(rows).toFixed(3)}`,
      },
    ]
  })
}
