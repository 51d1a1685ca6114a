/**
 * The candidate nearest to a mistyped word, if any is near: at most a third of its letters away, counting a swap of
 * neighbours as one (restricted Damerau-Levenshtein distance), or one that begins with what was typed.
 */
export function didYouMean(typed: string, candidates: readonly string[]): string | undefined {
  let best: { word: string; distance: number } | undefined
  for (const word of candidates) {
    const distance = typed.length >= 3 && word.startsWith(typed) ? 0 : editDistance(typed, word)
    if (distance <= Math.max(1, Math.floor(word.length / 3)) && distance < (best?.distance ?? Infinity)) best = { word, distance }
  }
  return best?.word
}

function editDistance(from: string, to: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1]
      let cost = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1))
      if (row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1])
        cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1)
      current.push(cost)
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? 0
}
