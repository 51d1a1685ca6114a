import { useMemo } from 'react'
import { ChartPanel, LegendItem } from '../charts/chart-panel.tsx'
import { fanChart, type Fan } from '../charts/fan-chart.ts'
import type { Palette } from '../charts/palette.ts'
import { dateText } from '../ui/date-text.ts'
import { moneyText } from '../ui/money-text.ts'
import type { Board } from './forecast-search.ts'
import { rangeText } from './forecast-words.ts'

/** Closed so far week by week, and where it may go until the period ends. */
export function PathPanel({ board, asOf: past }: { board: Board; asOf: string | undefined }) {
  const chart = useMemo(() => fanOf(board, past), [board, past])
  const build = useMemo(() => (palette: Palette) => fanChart(chart, palette), [chart])
  const { period, asOf } = board.projection
  return (
    <ChartPanel
      title="Path to period end"
      hint={`by week to ${dateText(period.end, asOf)}`}
      finding={findingOf(board)}
      height={232}
      legend={
        <>
          <LegendItem sample="line" color="var(--closed)">
            Closed
          </LegendItem>
          {asOf > period.end ? null : (
            <LegendItem sample="dashed" color="var(--ai-mark)">
              AI p50
            </LegendItem>
          )}
        </>
      }
      build={build}
      table={tableOf(board)}
    />
  )
}

function findingOf({ projection }: Board): string {
  const { won, p50, quota, period, asOf } = projection
  const against = quota === null ? '' : `, against a quota of ${moneyText(quota)}`
  if (asOf > period.end) return `Closed by ${dateText(period.end, asOf)} is ${moneyText(won)}${against}`
  return `Closed is ${moneyText(won)}; the projection for ${dateText(period.end, asOf)} is ${moneyText(p50)}, ${rangeText(projection)}${against}`
}

/** The week that holds today has an end that is still ahead; on the chart the bands open there, at what has closed. */
export function fanOf({ path, projection }: Pick<Board, 'path' | 'projection'>, past?: string): Fan {
  const { quota, asOf, period, won } = projection
  const money = (minor: number) => moneyText({ minor, currency: won.currency }, 'tick')
  const now = path.findLastIndex((point) => point.closed !== null)
  const bands = ({ p }: Board['path'][number]) =>
    p === null ? {} : { p: [p.p10.minor, p.p25.minor, p.p50.minor, p.p75.minor, p.p90.minor] as const }
  const last = path.at(-1)
  // In the last week nothing lies beyond the one that holds today: the end of the period is a place of its own then.
  const end = last?.p && now === path.length - 1 && asOf <= period.end ? last : undefined
  return {
    points: [
      ...path.map((point, index) => ({
        at: point.week,
        ...(point.closed === null ? {} : { done: point.closed.minor }),
        ...(index === now ? {} : bands(point)),
      })),
      ...(end ? [{ at: dateText(end.end, asOf), ...bands(end) }] : []),
    ],
    ...(quota === null ? {} : { target: quota.minor, targetLabel: `Quota ${moneyText(quota)}` }),
    format: money,
    names: {
      done: 'Closed',
      call: 'Call',
      projected: 'AI p50',
      today: asOf > period.end ? 'Period end' : asOf < period.start ? '' : past ? dateText(past, past) : 'Today',
    },
  }
}

function tableOf({ path, projection }: Board) {
  return {
    columns: ['Week', 'Ends', 'Closed', 'p10', 'p50', 'p90'],
    rows: path.map((point) => [
      point.week,
      dateText(point.end, projection.asOf),
      ...[point.closed, point.p?.p10, point.p?.p50, point.p?.p90].map((amount) => (amount ? moneyText(amount) : '–')),
    ]),
  }
}
