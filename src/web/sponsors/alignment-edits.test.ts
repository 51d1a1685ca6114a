import { expect, test } from 'vitest'
import { readFigure, readShare, withAddition, without, withInitiative, withProgress } from './alignment-edits.ts'

const context = {
  goals: [
    { goal: 'Shorter close', progress: 0.4 },
    { goal: 'One view of cash', progress: null },
  ],
  initiatives: [
    { initiative: 'Rollout EMEA', priority: 'Shorter close', alignment: 'medium' as const, evidence: null },
    { initiative: 'Rollout EMEA', priority: 'Lower cost', alignment: 'low' as const, evidence: 'Review of May' },
  ],
  contract: null,
  metrics: { roi: null, strategicGoalsProgress: null, executiveDashboardViews: null },
  source: 'entered' as const,
}
const served = { initiative: 'Rollout EMEA', priority: 'Lower cost', alignment: 'low' as const, evidence: null, progress: null }
const unserved = { initiative: null, priority: 'One view of cash', alignment: null, evidence: null, progress: null }

test('an initiative is changed for the priority it stands beside, and for no other', () => {
  expect(withInitiative(context, served, { alignment: 'high' }).initiatives?.map(({ alignment }) => alignment)).toEqual([
    'medium',
    'high',
  ])
})

test('taking a row away takes the initiative, and only where there is none the goal', () => {
  expect(without(context, served)).toEqual({ initiatives: [context.initiatives[0]] })
  expect(without(context, unserved)).toEqual({ goals: [context.goals[0]] })
})

test('what serves a known goal leaves the goals alone; a new goal is added with it or alone', () => {
  const added = { initiative: 'Cash desk', priority: 'One view of cash', alignment: 'high' as const, evidence: '' }
  expect(withAddition(context, added)).toEqual({
    initiatives: [...context.initiatives, { ...added, evidence: null }],
  })
  expect(withAddition(context, { ...added, initiative: '', priority: 'Fewer banks' })).toEqual({
    goals: [...context.goals, { goal: 'Fewer banks', progress: null }],
  })
})

test('a share is read as people write it, kept as a part of one, and refused outside 0 to 100%', () => {
  expect([readShare('40'), readShare(' 62.5 %'), readShare('')]).toEqual([0.4, 0.625, null])
  expect(() => readShare('140%')).toThrow('from 0 to 100%')
  expect(() => readShare('most')).toThrow('such as 40%')
  expect(readFigure('−1,250%', '')).toBe(-1250)
  expect(withProgress(context, 'Shorter close', 0.5).goals?.[0]).toEqual({ goal: 'Shorter close', progress: 0.5 })
})
