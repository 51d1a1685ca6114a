export interface Timing {
  /** Milliseconds by the clock, ascending, one for each run. */
  readonly runs: readonly number[]
  readonly median: number
  /** Milliseconds of processor time, median of the runs: what is left of the clock time when nothing else runs here. */
  readonly processor: number
}

/** Runs `work` once unmeasured, so that it is compiled, and then `times` times. */
export function timed(times: number, work: () => unknown): Timing {
  work()
  const runs: number[] = []
  const processor: number[] = []
  for (let run = 0; run < times; run++) {
    const cpu = process.cpuUsage()
    const started = performance.now()
    work()
    runs.push(performance.now() - started)
    const spent = process.cpuUsage(cpu)
    processor.push((spent.user + spent.system) / 1_000)
  }
  runs.sort((a, b) => a - b)
  return { runs, median: quantile(runs, 0.5), processor: quantile(processor, 0.5) }
}

/** The smallest value that at least the share `p` of all reach or stay under: nearest rank. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? NaN
}
