/** Dated values, added in any order, and how many there were and what they added up to before an instant. */
export class Tally {
  private at: number[] = []
  private values: number[] = []
  /** Sums of the first so many values in order of time; empty until asked after a change. */
  private sums: Float64Array | null = null

  add(at: number, value: number): void {
    this.at.push(at)
    this.values.push(value)
    this.sums = null
  }

  /** Number of values dated before an instant. */
  countBefore(instant: number): number {
    if (this.sums === null) this.settle()
    let low = 0
    let high = this.at.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.at[middle]! < instant) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Their sum. */
  sumBefore(instant: number): number {
    const count = this.countBefore(instant)
    return count === 0 ? 0 : this.sums![count - 1]!
  }

  private settle(): void {
    // By time and then by value, so that the order in which rows came changes no bit of a sum.
    const order = this.at.map((_, i) => i).sort((a, b) => this.at[a]! - this.at[b]! || this.values[a]! - this.values[b]!)
    this.at = order.map((i) => this.at[i]!)
    const values = order.map((i) => this.values[i]!)
    this.values = values
    this.sums = new Float64Array(values.length)
    let sum = 0
    for (let i = 0; i < values.length; i++) this.sums[i] = sum += values[i]!
  }
}
