import { describe, expect, test } from 'vitest'
import { GLOBAL_OPTIONS, parse } from './command-line.ts'
import { kebab, nounNames, verbsOf } from './operations-by-name.ts'

const DEAL = '7b0f3a52-6c1e-4a37-9d57-0a4f0d6f2c11'
const STAGE = '0d9be7b6-5d0e-4c2a-8f11-3f6a2f1b9e02'

function inputOf(line: string | string[]): unknown {
  const parsed = parse(typeof line === 'string' ? line.split(' ') : line)
  return parsed.kind === 'operation' ? parsed.input : parsed
}

function sentenceOf(line: string | string[]): string {
  const parsed = parse(typeof line === 'string' ? line.split(' ') : line, ['serve', 'import'])
  return parsed.kind === 'error' ? parsed.sentence : `no error but ${parsed.kind}`
}

describe('a command line becomes the input of an operation', () => {
  test('a forecast of a quarter as of a day', () => {
    expect(parse(['forecasting', 'project', '--period', '2017-Q4', '--as-of', '2017-10-01', '--json'])).toEqual({
      kind: 'operation',
      noun: 'forecasting',
      verb: 'project',
      input: { period: '2017-Q4', asOf: '2017-10-01' },
      json: true,
      yes: false,
      where: {},
    })
  })

  test('options may be spelt as the contract spells them, or in kebab-case', () => {
    expect(inputOf('forecasting deals --asOf 2017-10-01')).toEqual(inputOf('forecasting deals --as-of=2017-10-01'))
    expect(inputOf(`pipelines add-stage ${STAGE} --name Pilot --canonical proposal`)).toEqual(
      inputOf(`pipelines addStage --id ${STAGE} --name Pilot --canonical proposal`),
    )
  })

  test('the id of a deal may stand alone, and so may the two ids of a membership, in the order of the path', () => {
    expect(inputOf(`opportunities get ${DEAL}`)).toEqual({ id: DEAL })
    expect(inputOf(`teams set-member ${DEAL} ${STAGE} --leads`)).toEqual({ id: DEAL, userId: STAGE, leads: true })
  })

  test('lists are repeated or comma-separated', () => {
    const both = { stage: ['discovery', 'proposal'] }
    expect(inputOf('opportunities list --stage discovery,proposal')).toEqual(both)
    expect(inputOf('opportunities list --stage discovery --stage proposal')).toEqual(both)
  })

  test('money is written with its currency, or as JSON', () => {
    const amount = { minor: 120_050, currency: 'USD' }
    expect(inputOf('opportunities create --name Acme --amount 1200.50USD')).toEqual({ name: 'Acme', amount })
    expect(inputOf(['opportunities', 'create', '--name', 'Acme', '--amount', '{"minor":120050,"currency":"USD"}'])).toEqual({
      name: 'Acme',
      amount,
    })
  })

  test('null clears a field that may be empty, and is a word in one that may not', () => {
    expect(inputOf(`opportunities update ${DEAL} --amount null --name null`)).toEqual({ id: DEAL, amount: null, name: 'null' })
  })

  test('a switch needs no value, may be given one, and may be turned off', () => {
    const save = ['views', 'save', '--page', 'deals', '--name', 'Mine', '--search', '{"q":"a"}']
    expect(inputOf([...save, '--shared'])).toMatchObject({ shared: true, search: { q: 'a' } })
    expect(inputOf([...save, '--shared', 'false'])).toMatchObject({ shared: false })
    expect(inputOf([...save, '--no-shared'])).toMatchObject({ shared: false })
  })

  test('the whole input may be given as JSON, and single options are laid over it', () => {
    expect(
      inputOf(['opportunities', 'create', '--input', '{"name":"Acme","leadSource":"Fair"}', '--lead-source', 'Mail']),
    ).toEqual({ name: 'Acme', leadSource: 'Mail' })
  })

  test('the data folder, the server and the key are no fields, wherever they stand', () => {
    const where = { data: '/srv/q', server: 'https://deals.example', key: 'k' }
    expect(parse(['--data', '/srv/q', 'jobs', 'list', '--server=https://deals.example', '--key', 'k'])).toMatchObject({
      noun: 'jobs',
      verb: 'list',
      input: {},
      where,
    })
  })
})

describe('help is found from every level', () => {
  test.each([
    [[], {}],
    [['--help'], {}],
    [['opportunities'], { noun: 'opportunities' }],
    [['opportunities', '--help'], { noun: 'opportunities' }],
    [['opportunities', 'list', '--help'], { noun: 'opportunities', verb: 'list' }],
    [['help', 'opportunities', 'list'], { noun: 'opportunities', verb: 'list' }],
    [['stakeholders', 'threading', '-h'], { noun: 'stakeholders', verb: 'threading' }],
  ])('%j', (argv, at) => {
    expect(parse(argv)).toEqual({ kind: 'help', ...at })
  })
})

describe('what is typed wrongly is named, with what may have been meant', () => {
  test.each([
    ['oportunities list', 'There is no command oportunities. Did you mean opportunities?'],
    ['serv', 'Did you mean serve?'],
    ['opportunities lsit', 'There is no command of opportunities lsit. Did you mean list?'],
    ['opportunities list --satge proposal', 'There is no option --satge. Did you mean --stage?'],
    ['opportunities list --jsno', 'Did you mean --json?'],
    ['opportunities list --stage', '--stage needs a value.'],
    ['opportunities list -s proposal', 'Options begin with two dashes: --s.'],
    [`opportunities get ${DEAL} again`, "'again' stands alone"],
    ['opportunities get', 'Missing: --id.'],
    ['stakeholders threading --as-of 2017-10-01', 'Missing: --deal.'],
    ['forecasting project --as-of 2017-13-45', '--as-of: '],
    ['opportunities list --limit many', '--limit: '],
    ['opportunities create --name Acme --amount 12.345USD', '--amount: write it as 1200.50USD.'],
    ['opportunities create --input nonsense', '--input takes a JSON object'],
    ['search find --q a --limit 8 --no-limit', 'There is no option --no-limit.'],
  ])('%s', (line, sentence) => {
    expect(sentenceOf(line)).toContain(sentence)
  })

  test('a word that resembles nothing gets no suggestion', () => {
    expect(sentenceOf('xyzzy')).toBe('There is no command xyzzy. See quarterdeck --help.')
  })
})

test('no field of any operation hides behind an option that every command takes', () => {
  const hidden = nounNames().flatMap((noun) =>
    Object.entries(verbsOf(noun)).flatMap(([verb, op]) =>
      Object.keys(op.input.shape)
        .filter((field) => (GLOBAL_OPTIONS as readonly string[]).includes(kebab(field)))
        .map((field) => `${noun}.${verb} ${field}`),
    ),
  )
  expect(hidden).toEqual([])
})
