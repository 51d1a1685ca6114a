import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Api } from '../../contract/api.ts'
import type { Client } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import type { Undoable } from '../app/undo.tsx'

type Calls = Client<Api>['opportunities']

const calls = vi.hoisted(() => ({
  update: vi.fn<Calls['update']>(),
  move: vi.fn<Calls['move']>(),
  assign: vi.fn<Calls['assign']>(),
  remove: vi.fn<Calls['remove']>(),
  restore: vi.fn<Calls['restore']>(),
}))
vi.mock('../app/api.ts', () => ({ api: { opportunities: calls } }))

const { dealChanges } = await import('./deal-changes.ts')

const usd = (minor: number) => ({ minor, currency: 'USD' })
const DEAL: Opportunity = {
  id: 'd1',
  externalId: null,
  name: 'Halden Bank',
  account: null,
  owner: { id: 'u1', name: 'Tomas' },
  pipeline: { id: 'p1', name: 'Sales' },
  stageId: 's3',
  stageName: 'Proposal',
  stage: 'proposal',
  amount: usd(100_00),
  listAmount: null,
  expectedCloseOn: '2026-12-11',
  actualCloseOn: null,
  forecastCategory: 'commit',
  probability: null,
  segment: null,
  leadSource: null,
  dealType: null,
  nextAction: null,
  nextActionDueOn: null,
  description: null,
  lostReason: null,
  createdAt: null,
  closedAt: null,
  stageEnteredAt: null,
  closeDateMoves: 0,
  lastActivityAt: null,
  contacts: 0,
  version: 1,
}
const LOST = {
  id: 's6',
  pipelineId: 'p1',
  name: 'Closed Lost',
  position: 6,
  canonical: 'closed_lost',
  probability: 0,
  forecastCategory: null,
  active: true,
} as const
const LIST = ['opportunities', 'list', {}]

let queries: QueryClient
let undos: Undoable[]
const changes = () => dealChanges(queries, (done) => undos.push(done))
const shown = () => queries.getQueryData<{ items: Opportunity[] }>(LIST)?.items[0]

beforeEach(() => {
  queries = new QueryClient()
  queries.setQueryData(LIST, { items: [DEAL], total: 1 })
  undos = []
})
afterEach(() => vi.clearAllMocks())

describe('a field changed where it stands', () => {
  test('shows before the server has answered, and the answer of the server after', async () => {
    let answer: (deal: Opportunity) => void = () => undefined
    calls.update.mockReturnValue(new Promise((resolve) => (answer = resolve)))
    const done = changes().patch(DEAL, { amount: usd(120_00) }, 'Halden Bank amount set to $120')
    await vi.waitFor(() => expect(shown()?.amount).toEqual(usd(120_00)))
    expect(undos).toEqual([])
    answer({ ...DEAL, amount: usd(120_00), version: 2 })
    await done
    expect(shown()).toMatchObject({ amount: usd(120_00), version: 2 })
    expect(undos[0]?.text).toBe('Halden Bank amount set to $120')
  })

  test('is back as it was when the server refuses, with the reason and nothing to undo', async () => {
    calls.update.mockRejectedValue(new Problem('not-allowed-now', 'The quarter is closed.'))
    await expect(changes().patch(DEAL, { expectedCloseOn: '2026-12-18' }, 'text')).rejects.toThrow('The quarter is closed.')
    expect(shown()?.expectedCloseOn).toBe('2026-12-11')
    expect(undos).toEqual([])
  })

  test('undo sends the value from before, also where there was none', async () => {
    calls.update.mockImplementation(async (input) => ({ ...DEAL, ...(input as Partial<Opportunity>) }))
    await changes().patch(DEAL, { nextAction: 'Call' }, 'text')
    await undos[0]?.undo()
    expect(calls.update).toHaveBeenLastCalledWith({ id: 'd1', nextAction: null })
    expect(shown()?.nextAction).toBeNull()
  })
})

test('of several deals changed together those that were saved can be taken back, though another was refused', async () => {
  const second = { ...DEAL, id: 'd2' }
  calls.update.mockImplementation(async (input) => {
    if (input.id === 'd2') throw new Problem('not-found', 'Gone.')
    return { ...DEAL, ...(input as Partial<Opportunity>) }
  })
  await expect(changes().patchAll([DEAL, second], { forecastCategory: 'pipeline' }, 'Two deals')).rejects.toThrow('Gone.')
  calls.update.mockClear()
  await undos[0]?.undo()
  expect(calls.update.mock.calls).toEqual([[{ id: 'd1', forecastCategory: 'commit' }]])
})

test('a lost deal goes back to its stage without a reason or a closing day', async () => {
  calls.move.mockImplementation(async ({ stageId }) => ({ ...DEAL, stageId }))
  await changes().move(DEAL, LOST, { closedOn: '2026-11-19', lostReason: 'Budget' })
  expect(calls.move).toHaveBeenLastCalledWith({ id: 'd1', stageId: 's6', closedOn: '2026-11-19', lostReason: 'Budget' })
  expect(undos[0]?.text).toBe('Halden Bank lost')
  await undos[0]?.undo()
  expect(calls.move).toHaveBeenLastCalledWith({ id: 'd1', stageId: 's3' })
})

test('a deleted deal is left before anything is asked again, and undo brings it back', async () => {
  calls.remove.mockResolvedValue({ id: 'd1' })
  const order: string[] = []
  const again = vi.spyOn(queries, 'invalidateQueries').mockImplementation(async () => void order.push('asked again'))
  await changes().remove(DEAL, () => order.push('left'))
  expect(order).toEqual(['left', 'asked again'])
  again.mockRestore()
  await undos[0]?.undo()
  expect(calls.restore).toHaveBeenCalledExactlyOnceWith({ id: 'd1' })
})
