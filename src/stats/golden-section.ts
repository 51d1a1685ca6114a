const GOLDEN = (Math.sqrt(5) - 1) / 2

/** Where a function with one peak between `low` and `high` is highest, to `tolerance`; at an end where it climbs towards it. */
export function highestPoint(height: (x: number) => number, low: number, high: number, tolerance: number): number {
  let [a, b] = [low, high]
  let [x, y] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)]
  let [atX, atY] = [height(x), height(y)]
  while (b - a > tolerance) {
    if (atX >= atY) {
      b = y
      y = x
      atY = atX
      x = b - GOLDEN * (b - a)
      atX = height(x)
    } else {
      a = x
      x = y
      atX = atY
      y = a + GOLDEN * (b - a)
      atY = height(y)
    }
  }
  const inside = (a + b) / 2
  const [atInside, atLow, atHigh] = [height(inside), height(low), height(high)]
  return atLow >= atInside && atLow >= atHigh ? low : atHigh > atInside ? high : inside
}
