import { axisFromZero, chartBase, nameAxis, still, tooltip, valueAxis, type ChartOption } from './chart-option.ts'
import type { Palette } from './palette.ts'

export interface FanPoint {
  /** Tick on the axis, such as "W8". */
  readonly at: string
  /** What is certain so far, up to today. */
  readonly done?: number
  /** What people said at that time. */
  readonly call?: number
  /** p10, p25, p50, p75, p90, from today on. */
  readonly p?: readonly [number, number, number, number, number]
}

export interface Fan {
  readonly points: readonly FanPoint[]
  readonly target?: number
  readonly targetLabel?: string
  readonly format: (value: number) => string
  readonly names: { readonly done: string; readonly call: string; readonly projected: string; readonly today: string }
}

/**
 * The path to a target: what is done (solid ink), what people call (steps, ending today), and the projection as p50 (dashed) with two
 * bands that open at today with zero width. The axis starts at 0; lines are never smoothed.
 */
export function fanChart(fan: Fan, palette: Palette): ChartOption {
  const { points, format, names } = fan
  const today = todayOf(points)
  const now = points[today]
  // Bands start as a point on the solid line.
  const fromToday = points.map((point, index) => {
    if (index < today) return undefined
    return (
      point.p ??
      (index === today && now?.done !== undefined ? ([now.done, now.done, now.done, now.done, now.done] as const) : undefined)
    )
  })
  const band = (low: 0 | 1 | 2 | 3, high: 1 | 2 | 3 | 4) => fromToday.map((p) => (p ? p[high] - p[low] : null))
  const highest = Math.max(fan.target ?? 0, ...points.flatMap((point) => [point.done ?? 0, point.call ?? 0, point.p?.[4] ?? 0]))
  const area = (name: string, data: (number | null)[], color: string) => ({
    ...still,
    type: 'line' as const,
    name,
    stack: 'band',
    data,
    symbol: 'none',
    silent: true,
    lineStyle: { width: 0 },
    areaStyle: { color, opacity: 1 },
    tooltip: { show: false },
  })
  const atEnd = (index: 0 | 2 | 4) => format(fromToday.at(-1)?.[index] ?? 0)
  // Without a projection there is nothing to name at the right; two names for one value would lie upon each other.
  const isNamed = (index: 0 | 2 | 4) => points.some((point) => point.p) && (index === 2 || atEnd(index) !== atEnd(2))
  const end = (index: 0 | 2 | 4, name: string, color: string, weight: number) => ({
    ...still,
    type: 'line' as const,
    name,
    data: fromToday.map((p) => p?.[index] ?? null),
    symbol: 'none',
    endLabel: {
      show: isNamed(index),
      color,
      fontWeight: weight,
      fontSize: 11,
      distance: 4,
      formatter: () => `${name}  ${atEnd(index)}`,
    },
    labelLayout: { moveOverlap: 'shiftY' as const },
    lineStyle: index === 2 ? { color: palette.ai, width: 2, type: [5, 4] } : { width: 0 },
    itemStyle: { color: palette.ai },
  })
  return {
    ...chartBase(palette),
    grid: { left: 8, right: 78, top: 24, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { ...tooltip(palette), formatter: (hover: unknown) => hoverText(fan, hover) },
    xAxis: {
      ...nameAxis(
        palette,
        points.map((point) => point.at),
      ),
      boundaryGap: false,
      axisLine: { show: false },
    },
    yAxis: valueAxis(palette, format, axisFromZero(highest * 1.05)),
    series: [
      {
        ...area(
          'below p10',
          fromToday.map((p) => p?.[0] ?? null),
          'transparent',
        ),
      },
      area('p10 to p25', band(0, 1), palette.band80),
      area('p25 to p75', band(1, 3), palette.band50),
      area('p75 to p90', band(3, 4), palette.band80),
      end(4, 'p90', palette.label, 400),
      end(2, 'p50', palette.aiText, 600),
      end(0, 'p10', palette.label, 400),
      {
        ...still,
        type: 'line',
        name: names.call,
        step: 'end',
        // Cut at today: a gap instead would let the last step run on.
        data: points.slice(0, today + 1).map((point) => point.call ?? null),
        symbol: 'none',
        lineStyle: { color: palette.people, width: 1.5 },
        itemStyle: { color: palette.people },
      },
      {
        ...still,
        type: 'line',
        name: names.done,
        data: points.map((point, index) => (index <= today ? (point.done ?? null) : null)),
        symbol: 'circle',
        symbolSize: (_: unknown, at: { dataIndex: number }) => (at.dataIndex === today ? 6 : 0),
        showAllSymbol: true,
        lineStyle: { color: palette.done, width: 2.5 },
        itemStyle: { color: palette.done, borderWidth: 0 },
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          data: [
            {
              xAxis: today,
              lineStyle: { color: palette.line, type: 'solid', width: 1 },
              label: { show: true, position: 'end', formatter: names.today, color: palette.label, fontSize: 11, distance: 3 },
            },
            ...(fan.target === undefined
              ? []
              : [
                  {
                    yAxis: fan.target,
                    lineStyle: { color: palette.ink, type: [1.5, 2.5], width: 1.5 },
                    label: {
                      show: true,
                      position: 'insideStartTop' as const,
                      formatter: fan.targetLabel ?? format(fan.target),
                      color: palette.text,
                      fontWeight: 500,
                      fontSize: 11,
                      distance: [4, 6],
                    },
                  },
                ]),
          ],
        },
      },
    ],
  }
}

/** The last point with a done value: everything after it is projection. */
export function todayOf(points: readonly FanPoint[]): number {
  return Math.max(
    0,
    points.findLastIndex((point) => point.done !== undefined),
  )
}

/** The same figures as the table has, for one point. */
function hoverText(fan: Fan, hover: unknown): string {
  const index = Array.isArray(hover) ? (hover[0] as { dataIndex?: number } | undefined)?.dataIndex : undefined
  const point = index === undefined ? undefined : fan.points[index]
  if (!point) return ''
  const lines = [
    point.done === undefined ? '' : `${fan.names.done} ${fan.format(point.done)}`,
    point.call === undefined ? '' : `${fan.names.call} ${fan.format(point.call)}`,
    point.p ? `${fan.names.projected} ${fan.format(point.p[2])}, ${fan.format(point.p[0])} – ${fan.format(point.p[4])}` : '',
  ]
  return [point.at, ...lines.filter(Boolean)].join('<br>')
}
