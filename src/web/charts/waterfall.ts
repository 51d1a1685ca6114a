import { chartBase, nameAxis, still, tooltip, valueAxis, type ChartOption } from './chart-option.ts'
import type { Palette } from './palette.ts'

export interface WaterfallStep {
  readonly name: string
  /** A level for totals, otherwise the change: positive gains, negative losses. */
  readonly value: number
  readonly kind: 'total' | 'change'
}

export interface Waterfall {
  readonly steps: readonly WaterfallStep[]
  /** Levels: "$13.60M". */
  readonly format: (value: number) => string
  /** Changes with their sign: "+$320K". */
  readonly formatChange: (value: number) => string
}

/** `columns` side by side; `rows` below each other, where the names would not fit side by side, as on a phone. */
export type WaterfallShape = 'columns' | 'rows'

/** What changed between two levels. Totals slate, gains green with +, losses red with −, values beyond the bars. See `waterfallFloor` for the axis. */
export function waterfall(chart: Waterfall, palette: Palette, shape: WaterfallShape = 'columns'): ChartOption {
  const bars = waterfallBars(chart.steps)
  const floor = waterfallFloor(chart.steps)
  const colour = (step: WaterfallStep) => (step.kind === 'total' ? palette.total : step.value < 0 ? palette.loss : palette.gain)
  const ink = (step: WaterfallStep) =>
    step.kind === 'total' ? palette.ink : step.value < 0 ? palette.lossText : palette.gainText
  const isRows = shape === 'rows'
  const crowded = chart.steps.length > 7 && !isRows
  const raised = crowded ? raisedLabels(bars, floor) : []
  const text = (step: WaterfallStep) => (step.kind === 'total' ? chart.format(step.value) : chart.formatChange(step.value))
  const names = {
    ...nameAxis(
      palette,
      chart.steps.map((step) => step.name),
    ),
    axisLabel: {
      color: palette.label,
      fontSize: 11,
      lineHeight: 13,
      interval: 0,
      hideOverlap: false,
      // Many names side by side would run into each other: every other one stands a line lower.
      formatter: (name: string, index: number) => (crowded && index % 2 === 1 ? `\n${name}` : name),
    },
  }
  const values = {
    ...valueAxis(palette, chart.format, { min: floor, max: Math.max(...bars.map((bar) => bar.to)) }),
    axisLabel: { show: false },
    splitLine: { show: false },
  }
  return {
    ...chartBase(palette),
    tooltip: {
      ...tooltip(palette),
      axisPointer: { type: 'none' },
      formatter: (hover: unknown) => {
        const step = Array.isArray(hover) ? chart.steps[(hover[0] as { dataIndex: number }).dataIndex] : undefined
        return step ? `${step.name}<br>${text(step)}` : ''
      },
    },
    ...(isRows
      ? {
          grid: {
            left: 4,
            right: 52,
            top: 4,
            bottom: 4,
            outerBoundsMode: 'same' as const,
            outerBoundsContain: 'axisLabel' as const,
          },
        }
      : {}),
    xAxis: isRows ? values : names,
    yAxis: isRows ? { ...names, inverse: true } : values,
    series: [
      {
        ...still,
        type: 'bar',
        name: 'below',
        stack: 'level',
        silent: true,
        itemStyle: { color: 'transparent' },
        barCategoryGap: '24%',
        data: bars.map((bar) => (bar.from - floor > 0 ? bar.from : floor)),
      },
      {
        ...still,
        type: 'bar',
        name: 'change',
        stack: 'level',
        data: chart.steps.map((step, index) => {
          const bar = bars[index] ?? { from: 0, to: 0 }
          const low = Math.max(bar.from, floor)
          return {
            value: Math.max(0, bar.to - low),
            itemStyle: { color: colour(step), borderRadius: 2 },
            label: {
              show: true,
              position: isRows ? ('right' as const) : ('top' as const),
              distance: raised[index] ? 4 + LINE : 4,
              color: ink(step),
              fontSize: crowded ? 10 : 11,
              fontWeight: 600,
              formatter: () => text(step),
            },
          }
        }),
      },
    ],
  }
}

/** Height of a line of values, in pixels. */
const LINE = 12

/** Of values side by side that would run into each other, every other one stands a line higher. */
function raisedLabels(bars: readonly { to: number }[], floor: number): boolean[] {
  const near = 0.09 * (Math.max(...bars.map(({ to }) => to)) - floor)
  const raised: boolean[] = []
  for (const [index, { to }] of bars.entries()) {
    const before = bars[index - 1]
    raised.push(before !== undefined && !raised[index - 1] && Math.abs(to - before.to) < near)
  }
  return raised
}

/** Where each bar starts and ends, low first. Totals stand on the floor of the axis. */
export function waterfallBars(steps: readonly WaterfallStep[]): { from: number; to: number }[] {
  let level = 0
  return steps.map((step) => {
    if (step.kind === 'total') {
      level = step.value
      return { from: Math.min(0, step.value), to: Math.max(0, step.value) }
    }
    const before = level
    level += step.value
    return { from: Math.min(before, level), to: Math.max(before, level) }
  })
}

/**
 * Where the axis starts: 0 while the changes are a fair part of the levels, otherwise a round value below the lowest level so that they
 * can be seen. The sub-title must name it when it is not 0.
 */
export function waterfallFloor(steps: readonly WaterfallStep[]): number {
  let level = 0
  const levels: number[] = []
  for (const step of steps) levels.push((level = step.kind === 'total' ? step.value : level + step.value))
  const low = Math.min(...levels)
  const high = Math.max(...levels)
  // Where nothing changed, the levels themselves are what there is to see.
  if (levels.length === 0 || low <= 0 || high === low || high - low > high * 0.4) return 0
  const below = low - (high - low) * 0.75
  const power = 10 ** Math.floor(Math.log10(Math.max(1, (high - low) / 4)))
  return Math.max(0, Math.floor(below / power) * power)
}
