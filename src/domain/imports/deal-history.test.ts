import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dealHistory, type DealPoint, type DealSource } from './deal-history.ts'

const STAGE = {
  early: { pipelineId: 'p', stageId: 's1', stageName: 'Engaging', stage: 'qualification' },
  late: { pipelineId: 'p', stageId: 's2', stageName: 'Proposal', stage: 'proposal' },
  won: { pipelineId: 'p', stageId: 's3', stageName: 'Won', stage: 'closed_won' },
  lost: { pipelineId: 'p', stageId: 's4', stageName: 'Lost', stage: 'closed_lost' },
} as const
const usd = (units: number) => ({ minor: units * 100, currency: 'USD' })
const NOW = '2026-01-01T00:00:00.000Z'

function source(over: Partial<DealSource>): DealSource {
  return {
    stored: null,
    record: { name: 'Deal', ...STAGE.early, amount: null, expectedCloseOn: null },
    createdAt: '2017-01-10T00:00:00.000Z',
    modifiedAt: null,
    stageEnteredAt: null,
    closedOn: null,
    points: [],
    firstStage: STAGE.early,
    knownLate: new Set(),
    importedAt: NOW,
    ...over,
  }
}

test('a won deal of a snapshot is created without its outcome, its amount and its account, and learns them on the day of closing', () => {
  const { events } = dealHistory(
    source({
      record: { name: 'Deal', accountId: 'a', ownerId: 'u', ...STAGE.won, amount: usd(1054), listAmount: usd(1096) },
      closedOn: '2017-03-01',
      knownLate: new Set(['accountId', 'amount']),
    }),
  )
  expect(events.map((event) => [event.type, event.recordedAt])).toEqual([
    ['opportunity.created', '2017-01-10T00:00:00.000Z'],
    ['opportunity.moved', '2017-03-01T00:00:00.000Z'],
  ])
  expect(events[0]?.after).toEqual({ name: 'Deal', ownerId: 'u', listAmount: usd(1096), ...STAGE.early })
  expect(events[1]?.after).toMatchObject({
    stage: 'closed_won',
    amount: usd(1054),
    accountId: 'a',
    actualCloseOn: '2017-03-01',
    closedAt: '2017-03-01T00:00:00.000Z',
  })
})

test('an open deal of a snapshot stays in its stage; what only the snapshot says is learnt now', () => {
  const { events } = dealHistory(
    source({
      record: { name: 'Deal', accountId: 'a', ...STAGE.early, amount: null, expectedCloseOn: '2018-01-01' },
      knownLate: new Set(['accountId']),
    }),
  )
  expect(events.map((event) => [event.type, event.recordedAt])).toEqual([
    ['opportunity.created', '2017-01-10T00:00:00.000Z'],
    ['opportunity.changed', NOW],
  ])
  expect(events[1]?.after).toEqual({ accountId: 'a', expectedCloseOn: '2018-01-01' })
})

test('a deal without any date is learnt of now, as it is', () => {
  const { events } = dealHistory(source({ createdAt: null, record: { name: 'Deal', ...STAGE.late } }))
  expect(events).toHaveLength(1)
  expect(events[0]).toMatchObject({ type: 'opportunity.created', recordedAt: NOW, after: { stage: 'proposal' } })
})

test('rows of history become moves and changes with what was before, in order', () => {
  const points: DealPoint[] = [
    { at: '2017-02-10T00:00:00.000Z', says: { ...STAGE.late, amount: usd(90), expectedCloseOn: '2017-05-01' } },
    { at: '2017-01-10T00:00:00.000Z', says: { ...STAGE.early, amount: usd(100), expectedCloseOn: '2017-04-01' } },
    { at: '2017-03-05T09:00:00.000Z', says: { ...STAGE.won, amount: usd(95), actualCloseOn: '2017-03-05' } },
  ]
  const story = dealHistory(
    source({
      points,
      record: { name: 'Deal', ...STAGE.won, amount: usd(95) },
      closedOn: '2017-03-05',
      modifiedAt: '2017-03-05T09:00:00.000Z',
    }),
  )
  expect(story.events.map((event) => event.type)).toEqual(['opportunity.created', 'opportunity.moved', 'opportunity.moved'])
  expect(story.events[0]?.after).toMatchObject({ stage: 'qualification', amount: usd(100), expectedCloseOn: '2017-04-01' })
  expect(story.events[1]).toMatchObject({
    before: { stage: 'qualification', amount: usd(100), expectedCloseOn: '2017-04-01' },
    after: { stage: 'proposal', amount: usd(90), expectedCloseOn: '2017-05-01' },
  })
  expect(story).toMatchObject({
    closeDateMoves: 1,
    closedAt: '2017-03-05T09:00:00.000Z',
    stageEnteredAt: '2017-03-05T09:00:00.000Z',
  })
})

test('field history tells what held from the start', () => {
  const { events } = dealHistory(
    source({
      points: [{ at: '2017-02-01T00:00:00.000Z', says: { ownerId: 'new' }, before: { ownerId: 'old' } }],
      record: { name: 'Deal', ownerId: 'new', ...STAGE.early },
    }),
  )
  expect(events.map((event) => [event.type, event.after['ownerId']])).toEqual([
    ['opportunity.created', 'old'],
    ['opportunity.assigned', 'new'],
  ])
})

test('a newer export becomes a change at the stamp of the source, from what is stored', () => {
  const stored = { name: 'Deal', ...STAGE.early, amount: usd(100) }
  const { events } = dealHistory(
    source({ stored, record: { name: 'Deal', ...STAGE.early, amount: usd(150) }, modifiedAt: '2017-06-01T00:00:00.000Z' }),
  )
  expect(events).toEqual([
    {
      type: 'opportunity.changed',
      occurredAt: '2017-06-01T00:00:00.000Z',
      recordedAt: '2017-06-01T00:00:00.000Z',
      before: { amount: usd(100) },
      after: { amount: usd(150) },
    },
  ])
})

test('a deal closed before it was created is closed on the day of its creation', () => {
  const { events } = dealHistory(source({ record: { name: 'Deal', ...STAGE.lost }, closedOn: '2016-12-01' }))
  expect(events.map((event) => event.recordedAt)).toEqual(['2017-01-10T00:00:00.000Z', '2017-01-10T00:00:00.000Z'])
})

test('a closed deal of which no date is known is closed since now, on no day', () => {
  const story = dealHistory(source({ createdAt: null, record: { name: 'Deal', ...STAGE.won, amount: usd(5) } }))
  expect(story.closedAt).toBe(NOW)
  expect(story.events.at(-1)?.after).toMatchObject({ stage: 'closed_won' })
  expect(story.events.at(-1)?.after['actualCloseOn'] ?? null).toBeNull()
})

test('however history runs, the journal is in order of learning and ends where the record stands', () => {
  const stages = [STAGE.early, STAGE.late, STAGE.won, STAGE.lost]
  const point = fc.record({
    day: fc.integer({ min: 0, max: 300 }),
    stage: fc.constantFrom(...stages),
    amount: fc.integer({ min: 1, max: 5 }),
  })
  fc.assert(
    fc.property(
      fc.array(point, { maxLength: 8 }),
      fc.constantFrom(...stages),
      fc.integer({ min: 0, max: 400 }),
      (rows, last, closeDay) => {
        const on = (day: number) => new Date(Date.UTC(2017, 0, 10 + day)).toISOString()
        const points = rows.map((row) => ({ at: on(row.day), says: { ...row.stage, amount: usd(row.amount) } }))
        const record = { name: 'Deal', ...last, amount: usd(3) }
        const { events } = dealHistory(
          source({
            points,
            record,
            closedOn: last === STAGE.won || last === STAGE.lost ? on(closeDay).slice(0, 10) : null,
            modifiedAt: on(500),
          }),
        )
        const stamps = events.map((event) => event.recordedAt)
        expect(stamps).toEqual([...stamps].sort())
        const final = events.reduce<Record<string, unknown>>((state, event) => ({ ...state, ...event.after }), {})
        expect(final).toMatchObject(record)
        for (const [i, event] of events.entries()) {
          const before = events.slice(0, i).reduce<Record<string, unknown>>((state, one) => ({ ...state, ...one.after }), {})
          for (const [key, value] of Object.entries(event.before ?? {})) expect(before[key] ?? null).toEqual(value)
        }
      },
    ),
  )
})
