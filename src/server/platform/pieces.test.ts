import { expect, test } from 'vitest'
import { inPieces, toldByPieces } from './pieces.ts'

const THINGS = Array.from({ length: 1_234 }, (_, n) => ({
  n,
  name: `Deal ${n}`,
  part: n / 7,
  none: n % 3 === 0 ? null : undefined,
}))

test('what comes in pieces is told in order, each as it was', async () => {
  expect(await toldByPieces(inPieces(THINGS), (thing) => thing)).toEqual(THINGS)
  expect(await toldByPieces(inPieces([]), (thing) => thing)).toEqual([])
})

test('between two pieces others come in', async () => {
  const heard: number[] = []
  let done = 0
  const listening = setInterval(() => heard.push(done), 0)
  await toldByPieces(inPieces(THINGS), () => {
    const until = performance.now() + 0.1
    while (performance.now() < until);
    done++
  })
  clearInterval(listening)
  expect(heard.length).toBeGreaterThan(3)
})
