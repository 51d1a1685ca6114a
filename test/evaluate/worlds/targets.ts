import type { Size } from './judged-company.ts'

/** What was promised, and what the method's own study reached on companies of its own. */
export interface Target {
  atLeast?: number
  atMost?: number
  published: string
}

export const TARGETS = {
  aucEver: { atLeast: 0.81, published: '.803' },
  aucInQuarter: { atLeast: 0.885, published: '.879' },
  brierEver: { atMost: 0.172, published: '.175' },
  brierInQuarter: { atMost: 0.113, published: '.115' },
  calibration: { atMost: 0.02, published: '.021' },
  slope: { atLeast: 0.95, atMost: 1.05, published: '' },
  tenths: { atLeast: 0.98, published: '.992' },
  noHistory: { atMost: 0.19, published: '.181–.198' },
  within14: { atLeast: 0.61, published: '.596' },
  within14Soon: { atLeast: 0.78, published: '.77' },
  certified: { atLeast: 0.88, published: '.88' },
  certifiedShare: { atLeast: 0.18, published: '.19' },
  wape: {
    0: { atMost: 0.11, published: '.112' },
    4: { atMost: 0.094, published: '.095' },
    8: { atMost: 0.076, published: '.077' },
    11: { atMost: 0.056, published: '.056' },
  } as Record<number, Target>,
  skill: {
    S8: { atLeast: 0.9, published: '.88' },
    M40: { atLeast: 0.92, published: '.90' },
    L160: { atLeast: 0.65, published: '.42' },
  } satisfies Record<Size, Target>,
  within10: { atLeast: 0.95, published: '.79' },
  bias: {
    0: { atLeast: -0.03, atMost: 0.03, published: '' },
    8: { atLeast: -0.015, atMost: 0.015, published: '' },
  } as Record<number, Target>,
  coverage: { atLeast: 0.76, atMost: 0.85, published: '.75–.88' },
  width: { atMost: 1.2, published: '' },
  neverWorse: { atMost: 0, published: '' },
} as const

/** Whether a figure keeps a promise: misses within one and a half standard errors may be chance. */
export function verdict({ value, error }: { value: number; error: number }, target: Target): 'met' | 'within noise' | 'MISSED' {
  const { atLeast = -Infinity, atMost = Infinity } = target
  const miss = Math.max(atLeast - value, value - atMost)
  if (miss <= 0) return 'met'
  return miss <= NOISE * error ? 'within noise' : 'MISSED'
}

/** Five per cent of figures that keep the promise exactly are told apart from it by chance. */
const NOISE = 1.64
