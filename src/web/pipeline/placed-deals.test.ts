import { expect, test } from 'vitest'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { placedDeals } from './placed-deals.ts'

const deal = (id: string, stage: string, expectedCloseOn: string | null) => ({ id, stage, expectedCloseOn }) as Opportunity
const idsOf = (columns: readonly { stage: string; deals: Opportunity[] }[]) =>
  Object.fromEntries(columns.map((column) => [column.stage, column.deals.map(({ id }) => id).join()]))

test('a deal that was moved stands at once where the server will put it: by close date, those without one last, then by id', () => {
  const columns = [
    { stage: 'discovery', deals: [deal('b', 'discovery', '2026-12-01'), deal('d', 'discovery', null)] },
    {
      stage: 'proposal',
      deals: [deal('a', 'discovery', '2026-12-01'), deal('c', 'discovery', null), deal('e', 'proposal', '2026-01-01')],
    },
  ]
  expect(idsOf(placedDeals(columns))).toEqual({ discovery: 'a,b,c,d', proposal: 'e' })
})

test('a column that nothing came to stays in the order that the server gave', () => {
  const columns = [
    { stage: 'discovery', deals: [deal('z', 'discovery', '2026-12-01'), deal('y', 'discovery', '2026-11-01')] },
    { stage: 'proposal', deals: [] },
  ]
  expect(idsOf(placedDeals(columns))).toEqual({ discovery: 'z,y', proposal: '' })
})
