import { expect, test } from 'vitest'
import { isAtRest, leversOf, leversParam, withDeal, type Levers } from './levers-param.ts'

const deal = '0f9619ff-8b86-4d01-b42d-00c04fc964ff'
const other = '1f9619ff-8b86-4d01-b42d-00c04fc964ff'

test('levers come back from the address as they were put into it', () => {
  const levers: Levers = {
    commitWinRate: -5,
    slipDays: 4,
    creation: 0.1,
    deals: [
      { deal, outcome: 'won', closeOn: '2026-12-01', amount: { minor: 1_200_000, currency: 'USD' } },
      { deal: other, outcome: 'left out' },
    ],
  }
  expect(leversParam(levers)).toBe(`commit:-5,slip:4,new:0.1,deal:${deal}:won:2026-12-01:1200000USD,deal:${other}:out`)
  expect(leversOf(leversParam(levers))).toEqual(levers)
})

test('what the address says wrongly is left out, and the rest stays', () => {
  expect(leversOf(`win:3,win:x,else:5,slip:,deal:no-id:won,deal:${deal}:maybe,deal:${other}:lost:soon:many`)).toEqual({
    winRate: 3,
    deals: [{ deal: other, outcome: 'lost' }],
  })
  expect(leversOf(undefined)).toEqual({})
})

test('levers at rest are no levers, and leave no trace in the address', () => {
  expect(isAtRest({ winRate: 0, amount: 0 })).toBe(true)
  expect(isAtRest({ deals: [{ deal, outcome: 'lost' }] })).toBe(false)
})

test('a deal is switched once, and its switch can be taken away', () => {
  const won = withDeal({ winRate: 2 }, deal, { outcome: 'won' })
  expect(withDeal(won, deal, { outcome: 'lost' })).toEqual({ winRate: 2, deals: [{ deal, outcome: 'lost' }] })
  expect(withDeal(won, deal, undefined)).toEqual({ winRate: 2 })
})
