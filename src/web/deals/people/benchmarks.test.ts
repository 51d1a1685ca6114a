import { expect, test } from 'vitest'
import { benchmarks, isShown } from './benchmarks.ts'

type Given = Parameters<typeof benchmarks>[0]

const seat = (label: string, covered: boolean): Given['cover'][number] => ({
  label,
  anyOf: ['legal'],
  critical: false,
  covered,
  active: covered,
  people: [],
})

const given: Given = {
  risk: 'medium',
  segmentBenchmark: { segment: 'enterprise', optimalThreads: 5, minThreads: 3, keyRoles: [] },
  cover: [seat('Champion', true), seat('Legal', false), seat('Procurement', false)],
  benchmarks: [
    { name: 'Active threads', value: 3, target: 3, aim: '3+', status: 'good' },
    { name: 'Total contacts', value: 7, target: 5, aim: '5+', status: 'good' },
    { name: 'Dormant contacts', value: 4, target: 2, aim: '< 2', status: 'short' },
    { name: 'Average engagement', value: 52.4, target: 60, aim: '> 60', status: 'near' },
    { name: 'Role coverage', value: 1 / 3, target: 0.8, aim: '> 80%', status: 'short' },
  ],
}

test('each figure says what it is held against, and how it stands to that in one word', () => {
  const lines = benchmarks(given).map(({ label, value, verdict, context }) => `${label} ${value} ${verdict}: ${context}`)
  expect(lines).toEqual([
    'Active threads 3 Medium risk: benchmark 5, at least 3',
    'People known 7 Enough: benchmark 5',
    'Dormant 4 Above: benchmark under 2',
    'Average engagement 52 Below: benchmark over 60',
    'Role coverage 1 of 3 Gaps: 2 roles not identified',
  ])
})

test('what cannot be measured is unknown, not nothing', () => {
  const [, , , engagement] = benchmarks({
    ...given,
    benchmarks: given.benchmarks.map((one) => (one.name === 'Average engagement' ? { ...one, value: null, status: null } : one)),
  })
  expect(engagement).toMatchObject({ value: '–', verdict: 'Unknown', tone: 'mute' })
})

test('pressing a figure shows those whom it counts', () => {
  const on = { engagement: 60, needed: new Set(['champion']) }
  const quiet = { active: false, engagement: { value: 22, factors: [] }, roles: ['user' as const] }
  const lively = { active: true, engagement: { value: 61, factors: [] }, roles: ['champion' as const] }
  expect(
    (['active', 'everyone', 'dormant', 'low', 'roles'] as const).map((show) => [
      show,
      isShown(quiet, show, on),
      isShown(lively, show, on),
    ]),
  ).toEqual([
    ['active', false, true],
    ['everyone', true, true],
    ['dormant', true, false],
    ['low', true, false],
    ['roles', false, true],
  ])
})
