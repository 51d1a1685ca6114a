import type { FanPoint } from '../charts/fan-chart.ts'
import type { WaterfallStep } from '../charts/waterfall.ts'

/** A quarter of 13 weeks at its eighth, in thousands of dollars: closed so far, the call of each week, and the projection. */
const CLOSED = [350, 900, 1700, 2500, 3600, 4750, 5900, 6850] as const
const CALLS = [14900, 14900, 14500, 14500, 14200, 14200, 13950, 13950] as const
const P50 = [6850, 8000, 9250, 10650, 12050, 13600] as const

export const samplePath: readonly FanPoint[] = Array.from({ length: 13 }, (_, index) => {
  const done = CLOSED[index]
  const call = CALLS[index]
  const ahead = index - 7
  const middle = P50[ahead]
  const width = (ahead / 5) * 1350
  return {
    at: `W${index + 1}`,
    ...(done === undefined ? {} : { done }),
    ...(call === undefined ? {} : { call }),
    ...(middle === undefined
      ? {}
      : { p: [middle - width, middle - width * 0.5, middle, middle + width * 0.5, middle + width] as const }),
  }
})

export const sampleSteps: readonly WaterfallStep[] = [
  { name: '13 Nov', value: 13950, kind: 'total' },
  { name: 'New', value: 320, kind: 'change' },
  { name: 'Pulled in', value: 210, kind: 'change' },
  { name: 'Up', value: 180, kind: 'change' },
  { name: 'Down', value: -240, kind: 'change' },
  { name: 'Slipped', value: -610, kind: 'change' },
  { name: 'Lost', value: -210, kind: 'change' },
  { name: '20 Nov', value: 13600, kind: 'total' },
]
