import { expect, test } from 'vitest'
import { addToProfile, emptyProfile } from './column-profile.ts'
import { delimiterOf, lineEndingOf, usableHeaders } from './delimiter.ts'
import { proposeMapping } from './propose-mapping.ts'

function profiled(file: string, text: string) {
  const [headers = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const profile = emptyProfile(file, headers)
  for (const row of rows) addToProfile(profile, row)
  return profile
}

const targets = (files: ReturnType<typeof profiled>[], index = 0) => {
  const mapping = proposeMapping(files)
  return {
    recognised: mapping.recognised,
    noun: mapping.files[index]?.noun,
    to: Object.fromEntries((mapping.files[index]?.columns ?? []).map((column) => [column.column, column.target])),
    values: mapping.files[index]?.values,
  }
}

test('Salesforce and HubSpot are told by their headers', () => {
  expect(targets([profiled('Opportunity.csv', 'Id,Name,StageName,CloseDate\n1,A,Closed Won,2024-01-01')])).toMatchObject({
    recognised: 'salesforce',
    noun: 'opportunities',
    to: { StageName: 'stage' },
  })
  expect(
    targets([
      profiled(
        'hubspot-crm-exports-all-deals.csv',
        'Record ID,Deal Name,Deal Stage,Pipeline,Close Date,Deal owner\n1,A,closedwon,default,2024-01-01,Ann',
      ),
    ]),
  ).toMatchObject({ recognised: 'hubspot', noun: 'opportunities', to: { 'Deal Stage': 'stage', 'Deal owner': 'owner' } })
})

test('any other pipeline gets a mapping from its headers and contents', () => {
  expect(
    targets([
      profiled(
        'crm.csv',
        'Deal,Kunde,Verkäufer,Phase,Betrag,Abschlussdatum,Farbe\nX,Acme,Ann,Gewonnen,1,2024-01-31,rot\nY,Beta,Bob,Angebot,2,2024-02-28,blau',
      ),
    ]),
  ).toMatchObject({
    recognised: 'generic',
    noun: 'opportunities',
    to: {
      Deal: 'name',
      Kunde: 'account',
      Verkäufer: 'owner',
      Phase: 'stage',
      Betrag: 'amount',
      Abschlussdatum: 'closeOn',
      Farbe: null,
    },
    values: { Phase: { Gewonnen: 'closed_won', Angebot: 'proposal' } },
  })
})

test('a column of words is not taken for the amount, whatever it is called', () => {
  expect(
    targets([profiled('deals.csv', 'deal,stage,value,close date,owner\nX,Won,high,2024-01-31,Ann\nY,Lost,low,2024-01-31,Bob')])
      .to['value'],
  ).toBeNull()
})

test('a near spelling of a name that another file lists is read as that name', () => {
  const files = [
    profiled('products.csv', 'product,price\nGTX Pro,10\nMG Special,5'),
    profiled(
      'pipeline.csv',
      'deal_id,product,stage,close_value,close_date\n1,GTXPro,Won,1,2024-01-01\n2,MG Special,Lost,1,2024-01-02',
    ),
  ]
  expect(targets(files, 1).values).toMatchObject({ product: { GTXPro: 'GTX Pro' } })
})

test('a data dictionary tells the unit of a column', () => {
  const accounts = profiled('accounts.csv', 'account,revenue\nAcme,12.5\nBeta,3.1')
  accounts.dictionary.push(['accounts.revenue', 'Annual revenue (in millions of USD)'])
  expect(proposeMapping([accounts]).files[0]?.columns[1]).toMatchObject({
    target: 'annualRevenue',
    format: '1,234.56 millions USD',
  })
})

test.each([
  ['Case.csv', 'Id,AccountId,ContactId,CaseNumber,Subject,Status\n5001,0011,0031,00001,Broken,New'],
  ['Order.csv', 'Id,AccountId,OrderNumber,EffectiveDate,Status\n8011,0011,00001,2026-01-01,Draft'],
])('%s of a Salesforce export is named as not read, not taken for people', (file, text) => {
  const deals = profiled('Opportunity.csv', 'Id,Name,StageName,CloseDate\n1,A,Closed Won,2024-01-01')
  expect(targets([deals, profiled(file, text)], 1)).toMatchObject({ recognised: 'salesforce', noun: null })
  const [first] = proposeMapping([deals, profiled(file, text)]).files[1]?.columns ?? []
  expect(first).toMatchObject({ target: 'skip', why: `${file.replace('.csv', '')} of Salesforce is not read` })
})

test.each(['Contract.csv', 'export 7.csv'])('contracts of a Salesforce export are known by their columns, in %s too', (file) => {
  const text =
    'Id,AccountId,ContractNumber,StartDate,EndDate,ContractTerm,Status\n8001,0011,00000001,2026-01-01,2026-12-31,12,Activated'
  expect(targets([profiled(file, text)])).toMatchObject({
    recognised: 'salesforce',
    noun: 'contracts',
    to: { AccountId: 'account', ContractNumber: 'number', StartDate: 'start', EndDate: 'end', ContractTerm: 'termMonths' },
  })
})

test('a table that is none of ours is left out', () => {
  expect(targets([profiled('weather.csv', 'city,rain\nBerlin,3')])).toMatchObject({ noun: null })
})

test('delimiters, line ends and headers are found', () => {
  expect(delimiterOf('a;b;c\n1;"x;y, z";3\n')).toBe(';')
  expect(delimiterOf('a\tb\n1,5\t2\n')).toBe('\t')
  expect(lineEndingOf('a\r\nb\r\n')).toBe('CRLF')
  expect(lineEndingOf('a\nb\r\n')).toBe('mixed')
  expect(usableHeaders(['a', '', 'a', '\uFEFFb '])).toEqual({
    headers: ['a', 'Column 2', 'a (2)', 'b'],
    empty: 1,
    repeated: ['a'],
  })
})
