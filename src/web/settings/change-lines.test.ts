import { expect, test } from 'vitest'
import { changeLines } from './change-lines.ts'

const names: Record<string, string> = { u1: 'Ana Costa', u2: 'Leo Park' }
const lines = (before: Record<string, unknown> | null, after: Record<string, unknown> | null) =>
  changeLines(before, after, (id) => names[id], '2026-11-21').map(
    ({ field, before: from, after: to }) => `${field}: ${from} → ${to}`,
  )

test('a move says the stage once, by its name', () => {
  expect(
    lines(
      { stage: 'discovery', stageId: 's1', stageName: 'Discovery' },
      { stage: 'proposal', stageId: 's2', stageName: 'Offer' },
    ),
  ).toEqual(['Stage: Discovery → Offer'])
})

test('amounts, days, people, yes and no, and what was emptied are written as people read them', () => {
  expect(
    lines(
      {
        amount: { minor: 41_200_000, currency: 'USD' },
        expectedCloseOn: '2026-12-11',
        ownerId: 'u1',
        active: true,
        nextAction: 'Call',
      },
      {
        amount: { minor: 38_500_000, currency: 'USD' },
        expectedCloseOn: '2027-01-15',
        ownerId: 'u2',
        active: false,
        nextAction: null,
      },
    ),
  ).toEqual([
    'Amount: $412,000 → $385,000',
    'Close date: 11 Dec → 15 Jan 2027',
    'Owner: Ana Costa → Leo Park',
    'Active: yes → no',
    'Next step: Call → nothing',
  ])
})

test('of a group of settings only what changed is told', () => {
  expect(
    lines(
      { threading: { minInteractions: 2, activeWithinDays: 30 } },
      { threading: { minInteractions: 2, activeWithinDays: 45 } },
    ),
  ).toEqual(['Threading, active within days: 30 → 45'])
})

test('something new has no before', () => {
  expect(changeLines(null, { name: 'Enterprise' }, () => undefined, '2026-11-21')).toEqual([
    { field: 'Name', before: undefined, after: 'Enterprise' },
  ])
})
