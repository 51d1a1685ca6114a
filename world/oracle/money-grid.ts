import type { RevenueLaw } from './revenue-law.ts'

/** Amounts with their chances, not summing to more than one: what is missing is the chance of nothing. */
export interface Chances {
  readonly amounts: readonly number[]
  readonly chances: readonly number[]
}

const POINTS = 4096

/**
 * Laws of sums of independent amounts, exact up to the grid of 4,096 points on which money is counted: each law is held as
 * its discrete Fourier transform, so that a sum of laws is a product.
 */
export class MoneyGrid {
  private readonly step: number
  private readonly cos = Float64Array.from({ length: POINTS }, (_, i) => Math.cos((2 * Math.PI * i) / POINTS))
  private readonly sin = Float64Array.from({ length: POINTS }, (_, i) => Math.sin((2 * Math.PI * i) / POINTS))

  /** `most`: an amount that the sum will practically never pass; what passes it wraps around. */
  constructor(most: number) {
    this.step = most / (POINTS - 1)
  }

  /** The transform of certainly nothing. */
  nothing(): Transform {
    return { re: new Float64Array(POINTS / 2 + 1).fill(1), im: new Float64Array(POINTS / 2 + 1) }
  }

  /** Adds, independent of what the law holds, an amount with these chances; `times` of them by a negative binomial where given. */
  add(law: Transform, one: Chances, times?: { readonly mean: number; readonly size: number }): void {
    const { re, im } = this.transformOf(one)
    for (let k = 0; k < re.length; k++) {
      let [a, b] = [re[k] ?? 0, im[k] ?? 0]
      if (times) [a, b] = negativeBinomial(a, b, times.mean, times.size)
      const [c, d] = [law.re[k] ?? 0, law.im[k] ?? 0]
      law.re[k] = a * c - b * d
      law.im[k] = a * d + b * c
    }
  }

  /** The law behind a weighted mean of transforms, whose weights sum to one. */
  lawOf(mixed: readonly { readonly weight: number; readonly law: Transform }[]): RevenueLaw {
    const total = this.nothing()
    for (let k = 0; k < total.re.length; k++) {
      total.re[k] = mixed.reduce((sum, { weight, law }) => sum + weight * (law.re[k] ?? 0), 0)
      total.im[k] = mixed.reduce((sum, { weight, law }) => sum + weight * (law.im[k] ?? 0), 0)
    }
    const chances = new Float64Array(POINTS)
    for (let j = 0; j < POINTS; j++) {
      let sum = (total.re[0] ?? 0) + (j % 2 === 0 ? 1 : -1) * (total.re[POINTS / 2] ?? 0)
      for (let k = 1; k < POINTS / 2; k++) {
        const at = (k * j) % POINTS
        sum += 2 * ((total.re[k] ?? 0) * (this.cos[at] ?? 0) + (total.im[k] ?? 0) * (this.sin[at] ?? 0))
      }
      chances[j] = sum / POINTS
    }
    return this.summary(chances)
  }

  private summary(chances: Float64Array): RevenueLaw {
    const mean = this.step * chances.reduce((sum, chance, j) => sum + chance * j, 0)
    const variance = chances.reduce((sum, chance, j) => sum + chance * (j * this.step - mean) ** 2, 0)
    const quantile = (level: number) => {
      let sum = 0
      for (let j = 0; j < POINTS; j++) {
        const chance = chances[j] ?? 0
        if (sum + chance >= level) return (j - 0.5 + (level - sum) / chance) * this.step
        sum += chance
      }
      return (POINTS - 1) * this.step
    }
    return { mean, sd: Math.sqrt(variance), p10: quantile(0.1), p50: quantile(0.5), p90: quantile(0.9) }
  }

  /** An amount between two points of the grid counts in part for either, so that means are kept. */
  private transformOf({ amounts, chances }: Chances): Transform {
    const weights = new Map<number, number>()
    const put = (point: number, weight: number) => void weights.set(point % POINTS, (weights.get(point % POINTS) ?? 0) + weight)
    let left = 1
    for (const [i, amount] of amounts.entries()) {
      const chance = chances[i] ?? 0
      const place = amount / this.step
      const below = Math.floor(place)
      put(below, chance * (1 - (place - below)))
      put(below + 1, chance * (place - below))
      left -= chance
    }
    put(0, left)
    const { re, im } = this.nothing()
    re.fill(0)
    for (const [point, weight] of weights) {
      for (let k = 0; k < re.length; k++) {
        const at = (k * point) % POINTS
        re[k] = (re[k] ?? 0) + weight * (this.cos[at] ?? 0)
        im[k] = (im[k] ?? 0) + weight * (this.sin[at] ?? 0)
      }
    }
    return { re, im }
  }
}

export interface Transform {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** (1 + mean/size · (1 − z))^−size for a complex z: the sum of negative binomially many draws with transform z. */
function negativeBinomial(a: number, b: number, mean: number, size: number): [number, number] {
  const [re, im] = [1 + (mean / size) * (1 - a), -(mean / size) * b]
  const radius = (re * re + im * im) ** (-size / 2)
  const angle = -size * Math.atan2(im, re)
  return [radius * Math.cos(angle), radius * Math.sin(angle)]
}
