/** Text without case, spaces, punctuation and accents: two spellings with the same skeleton are the same name. */
export function skeleton(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase()
}

/** Optimal string alignment distance (Damerau 1964, restricted): insertions, deletions, replacements and swaps of neighbours. Gives `limit + 1` when it is larger. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (before[j - 2] ?? 0) + 1)
      row.push(best)
    }
    if (Math.min(...row) > limit) return limit + 1
    before = previous
    previous = row
  }
  return previous[b.length] ?? limit + 1
}

export interface Match {
  readonly value: string
  /** Same letters and digits in the same order; only case, spaces or signs differ. */
  readonly sameSkeleton: boolean
}

/** The candidate that a text most probably means; undefined when none is near enough. One letter may differ in short words, two from eight on. */
export function nearest(text: string, candidates: readonly string[]): Match | undefined {
  const wanted = skeleton(text)
  if (wanted === '') return undefined
  const same = candidates.find((candidate) => skeleton(candidate) === wanted)
  if (same !== undefined) return { value: same, sameSkeleton: true }
  const limit = wanted.length < 5 ? 0 : wanted.length < 8 ? 1 : 2
  if (limit === 0) return undefined
  let best: { value: string; distance: number } | undefined
  for (const value of candidates) {
    const other = skeleton(value)
    // Digits tell models and versions apart: 'GTX 500' is no misspelling of 'GTX 600'.
    if (other.replace(/\D/g, '') !== wanted.replace(/\D/g, '')) continue
    const distance = editDistance(wanted, other, limit)
    if (distance <= limit && distance < (best?.distance ?? limit + 1)) best = { value, distance }
  }
  return best && { value: best.value, sameSkeleton: false }
}
