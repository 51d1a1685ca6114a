import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../settings/settings.ts'
import { AS_OF, madeDossier, madePerson as person, mailFrom, mailTo, meetingWith } from '../made-people.ts'
import { threading } from '../threading.ts'
import { quickStatus, threadingReport, type Reported } from './threading-report.ts'

const settings = DEFAULT_SETTINGS.threading
const people = [
  person('Carla Ruiz', { roles: ['economic-buyer'] }),
  person('Jonas Weber', { roles: ['champion'] }),
  person('Mia | Ops <b>', { roles: ['user'] }),
]
const activities = [
  mailTo('Jonas Weber', 5),
  mailFrom('Jonas Weber', 4, { sentiment: 'positive' }),
  meetingWith(['Jonas Weber', 'Carla Ruiz'], 3),
  mailTo('Carla Ruiz', 1),
]
const reported = (over: Partial<Reported> = {}): Reported => ({
  asOf: AS_OF,
  deal: 'Treasury rollout',
  account: 'Acme',
  amount: { minor: 41_200_000, currency: 'USD' },
  stage: 'proposal',
  stageName: null,
  threading: threading(madeDossier(people, activities), settings),
  outlook: null,
  recommended: [],
  dormantEngagement: settings.dormantEngagement,
  ...over,
})

test('the full report has the parts of the document, in its order', () => {
  const text = threadingReport(
    reported({ recommended: [{ name: 'Ana Lim', title: 'CTO', reason: 'Technical evaluator', source: 'E-mail' }] }),
  )
  expect(text.match(/^#+ .*$/gm)).toEqual([
    '## 👥 Multi-Threading Analysis',
    '### Threading Summary',
    '### Stakeholder Map',
    '### Engagement by Contact',
    '### Role Coverage',
    '### 🚨 Gaps Identified',
    '### 💡 Recommended Contacts to Add',
    '### Historical Pattern',
  ])
  for (const line of [
    '**Deal**: Treasury rollout\n**Account**: Acme\n**Amount**: $412,000\n**Stage**: Proposal',
    '| Metric | Value | Benchmark | Status |\n|--------|-------|-----------|--------|\n| Active Threads | 2 | 3+ | 🟡 |',
    '| Dormant Contacts | 1 | < 2 | 🟢 |',
    '| Avg Engagement | 40/100 | > 60 | 🟡 |',
    '**Risk Level**: High',
    '| Contact | Role | Engagement | Last Touch | Trend |',
    '| Technical evaluator | ❌ | ❌ | Identify and engage a technical evaluator |',
    '1. **High**: No technical evaluator\n   - Impact: The technical approval can come late, or not at all.\n   - Action: Identify and engage a technical evaluator',
    '| Ana Lim | CTO | Technical evaluator | E-mail |',
  ])
    expect(text).toContain(line)
})

test('a contact without activity says so, and a name cannot break the table', () => {
  const row = threadingReport(reported())
    .split('\n')
    .find((line) => line.startsWith('| Mia'))
  expect(row).toBe(String.raw`| Mia \| Ops \<b> | User | 0/100 🔴 | No contact | – |`)
})

test('the map draws the economic buyer over the champion over technical and user', () => {
  const map = /```\n([\s\S]*?)\n```/.exec(threadingReport(reported()))?.[1] ?? ''
  const at = (text: string) => map.split('\n').findIndex((line) => line.includes(text))
  expect([at('Economic Buyer'), at('Champion'), at('Technical')].toSorted((a, b) => a - b)).toEqual([
    at('Economic Buyer'),
    at('Champion'),
    at('Technical'),
  ])
  expect(at('Technical')).toBe(at('👤 User'))
  expect(map).toContain('Not known')
})

test('the historical pattern says whose figures it gives, and is silent without enough deals', () => {
  const outlook = {
    source: 'own record' as const,
    stage: 'proposal' as const,
    deals: 212,
    levels: [],
    threads: 2,
    gapToBest: { value: 0.38, low: 0.2, high: 0.5 },
    pattern: { from: 3, ratio: { value: 1.8, low: 1.4, high: 2.3 }, deals: 60, single: 90 },
    sentence: 'A sentence.',
  }
  const own = threadingReport(reported({ outlook }))
  expect(own).toContain(
    'Deals at this stage with 3+ threads close at 1.8x the rate of single-threaded deals (90% interval 1.4x to 2.3x; own record of 212 closed deals).',
  )
  expect(own).toContain('**Current Win Probability Impact**: -38% due to threading (own record of 212 closed deals')
  const table = threadingReport(reported({ outlook: { ...outlook, source: 'table', pattern: null } }))
  expect(table).not.toContain('close at')
  expect(table).toContain('A sentence.')
})

test('the quick status is the document’s, line by line', () => {
  expect(quickStatus(reported())).toBe(
    [
      '## 👥 Threading: Treasury rollout',
      '',
      '**Threads**: 2 active / 3 total',
      '**Risk**: 🔴 High',
      '',
      '**Key Gap**: No technical evaluator',
      '**Action**: Ask Jonas Weber for an introduction to whoever approves it technically.',
      '',
    ].join('\n'),
  )
})
