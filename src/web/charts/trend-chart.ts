import { axisFromZero, chartBase, nameAxis, still, tooltip, valueAxis, type ChartOption } from './chart-option.ts'
import type { Palette } from './palette.ts'

/** What was said in a week of its period's end. */
export interface TrendPoint {
  /** Tick on the axis, such as "W8". */
  readonly at: string
  readonly closed?: number
  readonly call?: number
  readonly p?: readonly [p10: number, p50: number, p90: number]
}

export interface Trend {
  readonly points: readonly TrendPoint[]
  /** A level across, such as a quota or what came in the end. */
  readonly level?: { readonly value: number; readonly label: string }
  /** Upper end of the axis, so that two charts can be compared; from the points when left out. */
  readonly top?: number
  readonly format: (value: number) => string
}

/**
 * A forecast as it was made week by week: the p50 dashed in its band, what people called as steps, what had closed in solid
 * ink. Weeks that are not known are gaps. The axis starts at 0.
 */
export function trendChart(trend: Trend, palette: Palette): ChartOption {
  const { points, level, format } = trend
  const band = (name: string, data: (number | null)[], color: string) => ({
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
  const line = (name: string, data: (number | null)[], color: string, width: number, rest: object = {}) => ({
    ...still,
    type: 'line' as const,
    name,
    data,
    symbol: 'circle',
    symbolSize: 4,
    lineStyle: { color, width },
    itemStyle: { color, borderWidth: 0 },
    ...rest,
  })
  const value = <T>(of: (point: TrendPoint) => T | undefined) => points.map((point) => of(point) ?? null)
  return {
    ...chartBase(palette),
    tooltip: { ...tooltip(palette), formatter: (hover: unknown) => hoverText(trend, hover) },
    xAxis: {
      ...nameAxis(
        palette,
        points.map(({ at }) => at),
      ),
      boundaryGap: false,
      axisLine: { show: false },
    },
    yAxis: valueAxis(palette, format, axisFromZero((trend.top ?? trendTop(trend)) * 1.05)),
    series: [
      band(
        'below p10',
        value(({ p }) => p?.[0]),
        'transparent',
      ),
      band(
        'p10 to p90',
        value(({ p }) => p && p[2] - p[0]),
        palette.band80,
      ),
      line(
        'p50',
        value(({ p }) => p?.[1]),
        palette.ai,
        2,
        { lineStyle: { color: palette.ai, width: 2, type: [5, 4] } },
      ),
      line(
        'Commit',
        // Cut at the last one: a gap instead would let its step run on.
        value(({ call }) => call).slice(0, points.findLastIndex(({ call }) => call !== undefined) + 1),
        palette.people,
        1.5,
        { step: 'end', symbol: 'none' },
      ),
      {
        ...line(
          'Closed',
          value(({ closed }) => closed),
          palette.done,
          2.5,
        ),
        ...(level === undefined
          ? {}
          : {
              markLine: {
                silent: true,
                symbol: 'none',
                animation: false,
                data: [
                  {
                    yAxis: level.value,
                    lineStyle: { color: palette.ink, type: [1.5, 2.5], width: 1.5 },
                    label: {
                      show: true,
                      position: 'insideStartTop' as const,
                      formatter: level.label,
                      color: palette.text,
                      fontWeight: 500,
                      fontSize: 11,
                      distance: [4, 6],
                    },
                  },
                ],
              },
            }),
      },
    ],
  }
}

/** The highest value that a chart shows. */
export function trendTop({ points, level }: Pick<Trend, 'points' | 'level'>): number {
  return Math.max(level?.value ?? 0, ...points.flatMap(({ closed, call, p }) => [closed ?? 0, call ?? 0, p?.[2] ?? 0]))
}

function hoverText({ points, format }: Trend, hover: unknown): string {
  const index = Array.isArray(hover) ? (hover[0] as { dataIndex?: number } | undefined)?.dataIndex : undefined
  const point = index === undefined ? undefined : points[index]
  if (!point) return ''
  return [
    point.at,
    point.p ? `p50 ${format(point.p[1])}, ${format(point.p[0])} – ${format(point.p[2])}` : '',
    point.call === undefined ? '' : `Commit ${format(point.call)}`,
    point.closed === undefined ? '' : `Closed ${format(point.closed)}`,
  ]
    .filter(Boolean)
    .join('<br>')
}
