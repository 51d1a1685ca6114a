import { expect, test } from 'vitest'
import type { FileMapping } from '../import-mapping.ts'
import { dealTally } from './deal-tally.ts'
import { dealWarnings, leakingFields } from './deal-warnings.ts'

const NOW = '2018-01-01T00:00:00.000Z'
const HEADERS = ['id', 'account', 'stage', 'opened', 'closed', 'value', 'region']
const FIELDS = [
  'id',
  'account',
  'stage',
  'createdAt',
  'closeOn',
  'amount',
  'isClosed',
  'isWon',
  'probability',
  'modifiedAt',
  'expectedCloseOn',
  'owner',
  'deleted',
]
const MAPPING: FileMapping = {
  file: 'deals.csv',
  noun: 'opportunities',
  values: {},
  columns: [
    ['id', 'id'],
    ['account', 'account'],
    ['stage', 'stage'],
    ['opened', 'createdAt'],
    ['closed', 'closeOn'],
    ['value', 'amount'],
    ['region', null],
  ].map(([column, target]) => ({ column: column as string, target: target ?? null, format: null, confidence: 1, why: '' })),
}

type Deal = { account?: string; stage: string; opened?: string; closed?: string; value?: string; region?: string }

function tallied(deals: readonly Deal[]) {
  const tally = dealTally(Date.parse(NOW))
  const watch = tally.watch('deals.csv', MAPPING, HEADERS, FIELDS)
  deals.forEach((deal, i) => {
    const cells = [
      `d${i}`,
      deal.account ?? '',
      deal.stage,
      deal.opened ?? '',
      deal.closed ?? '',
      deal.value ?? '',
      deal.region ?? '',
    ]
    watch(cells, [
      `d${i}`,
      deal.account ?? null,
      deal.stage,
      deal.opened ? `${deal.opened}T00:00:00.000Z` : null,
      deal.closed ?? null,
      deal.value ?? null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ])
  })
  return tally
}

const times = (n: number, of: (i: number) => Deal): Deal[] => Array.from({ length: n }, (_, i) => of(i))
const sound = (n: number) => [
  ...times(n, (i) => ({
    account: i % 3 ? 'A' : '',
    stage: 'Won',
    opened: '2017-01-01',
    closed: `2017-0${(i % 3) + 1}-20`,
    value: '100',
    region: i % 2 ? 'N' : 'S',
  })),
  ...times(n, (i) => ({
    account: i % 3 ? 'A' : '',
    stage: 'Lost',
    opened: '2017-01-01',
    closed: `2017-0${(i % 3) + 1}-20`,
    value: '100',
    region: i % 2 ? 'N' : 'S',
  })),
  ...times(n, (i) => ({
    account: i % 3 ? 'A' : '',
    stage: 'Proposal',
    opened: '2017-11-01',
    value: '100',
    region: i % 2 ? 'N' : 'S',
  })),
]
const kinds = (deals: readonly Deal[]) => dealWarnings(tallied(deals), NOW).map((warning) => warning.kind)

test('sound deals raise nothing', () => {
  expect(kinds(sound(90))).toEqual([])
})

test('an account that is blank only on deals that never close is a leak', () => {
  const deals = sound(90).map((deal) => (deal.stage === 'Proposal' ? deal : { ...deal, account: 'A' }))
  expect(leakingFields(tallied(deals))).toEqual(new Set(['account']))
  expect(kinds(deals)).toContain('future-leak')
})

test('a value of 0 on every lost deal is a leak', () => {
  const deals = sound(90).map((deal) => (deal.stage === 'Lost' ? { ...deal, value: '0' } : deal))
  expect(leakingFields(tallied(deals))).toEqual(new Set(['amount']))
})

test('a value that stands only on lost deals is a leak, whatever the column is called', () => {
  const deals = sound(90).map((deal) => ({ ...deal, region: deal.stage === 'Lost' ? 'Z' : (deal.region ?? '') }))
  expect(dealWarnings(tallied(deals), NOW).find((warning) => warning.kind === 'future-leak')?.example).toContain('"region" = "Z"')
})

test('a share won that depends on the closing month of the quarter is told', () => {
  const deals = [
    ...times(300, (i) => ({
      stage: i % 3 === 2 || i % 4 === 0 ? 'Won' : 'Lost',
      account: i % 3 ? 'A' : '',
      opened: '2017-01-01',
      closed: `2017-0${(i % 3) + 1}-20`,
      value: '1',
    })),
  ]
  expect(kinds(deals)).toContain('won-rate-by-closing-month')
})

test('open deals older than any that ever closed are told', () => {
  const deals = [...sound(90), { account: 'A', stage: 'Proposal', opened: '2016-01-01', value: '100', region: 'N' }]
  expect(dealWarnings(tallied(deals), NOW).find((warning) => warning.kind === 'older-than-any-closed')).toMatchObject({
    count: 1,
  })
})

test.each([
  ['close-before-creation', { stage: 'Won', opened: '2017-05-01', closed: '2017-01-01', value: '1' }],
  ['closed-without-date', { stage: 'Lost', opened: '2017-05-01', value: '1' }],
  ['open-past-close-date', { stage: 'Proposal', opened: '2017-05-01', closed: '2017-06-01', value: '1' }],
  ['open-without-amount', { stage: 'Proposal', opened: '2017-05-01' }],
  ['created-in-future', { stage: 'Proposal', opened: '2030-05-01', value: '1' }],
  ['negative-amount', { stage: 'Won', opened: '2017-05-01', closed: '2017-06-01', value: '-5' }],
] as const)('%s is told with the deal that shows it', (kind, deal) => {
  expect(dealWarnings(tallied([...sound(90), deal]), NOW).find((warning) => warning.kind === kind)).toMatchObject({
    count: 1,
    example: expect.stringContaining('d270'),
  })
})
