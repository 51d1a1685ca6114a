import { required } from './required.ts'

/**
 * Seeded chance for the simulated company: one stream per key, so that a change to one deal leaves the draws of all others alone.
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state, 32 bits per step.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private counter = 1
  private spare: number | null = null

  constructor(seed: number, key: string) {
    this.a = mix(seed, key, 0x9e3779b9)
    this.b = mix(seed, key, 0x85ebca6b)
    this.c = mix(seed, key, 0xc2b2ae35)
    for (let i = 0; i < 12; i++) this.uniform()
  }

  /** Uniform on [0, 1) with 32 bits. */
  uniform(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4294967296
  }

  chance(probability: number): boolean {
    return this.uniform() < probability
  }

  /** Whole number from low to high, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.uniform() * (high - low + 1))
  }

  between(low: number, high: number): number {
    return low + this.uniform() * (high - low)
  }

  /** Standard normal by Marsaglia's polar method. */
  normal(): number {
    if (this.spare !== null) {
      const kept = this.spare
      this.spare = null
      return kept
    }
    for (;;) {
      const x = 2 * this.uniform() - 1
      const y = 2 * this.uniform() - 1
      const square = x * x + y * y
      if (square >= 1 || square === 0) continue
      const scale = Math.sqrt((-2 * Math.log(square)) / square)
      this.spare = y * scale
      return x * scale
    }
  }

  /** Gamma with the given shape and mean 1 (Marsaglia and Tsang 2000; shapes of at least 1). */
  gamma(shape: number): number {
    const d = shape - 1 / 3
    const c = 1 / Math.sqrt(9 * d)
    for (;;) {
      const x = this.normal()
      const v = (1 + c * x) ** 3
      if (v > 0 && Math.log(1 - this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / shape
    }
  }

  /** Poisson by multiplication of uniforms; for the small means of one week. */
  poisson(mean: number): number {
    const floor = Math.exp(-mean)
    let count = 0
    for (let product = this.uniform(); product > floor; product *= this.uniform()) count++
    return count
  }

  pick<T>(choices: readonly T[]): T {
    return required(choices[Math.floor(this.uniform() * choices.length)])
  }

  /** Index drawn in proportion to the weights. */
  weighted(weights: readonly number[]): number {
    let left = this.uniform() * weights.reduce((sum, weight) => sum + weight, 0)
    for (let i = 0; i < weights.length; i++) {
      left -= weights[i] ?? 0
      if (left < 0) return i
    }
    return weights.length - 1
  }

  shuffled<T>(values: readonly T[]): T[] {
    const left = [...values]
    const order: T[] = []
    while (left.length > 0) order.push(...left.splice(Math.floor(this.uniform() * left.length), 1))
    return order
  }
}

/** 32-bit hash of seed and key, one per salt: multiply-xorshift over the characters with a final avalanche. */
function mix(seed: number, key: string, salt: number): number {
  let hash = Math.imul(seed ^ salt, 0x27d4eb2f) ^ Math.imul(Math.floor(seed / 4294967296), 0x165667b1)
  for (let i = 0; i < key.length; i++) {
    hash = Math.imul(hash ^ key.charCodeAt(i), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash ^ (hash >>> 13), 0x85ebca77)
  return hash ^ (hash >>> 16)
}
