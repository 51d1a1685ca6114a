import { expect, test } from 'vitest'
import { addToProfile, emptyProfile } from './column-profile.ts'
import { proposeMapping } from './propose-mapping.ts'
import { isProblem, recordReader } from './record-reader.ts'

/** Small tables in the shape of each CRM's own deal export, with what a person would say their columns are. */
const EXPORTS: Readonly<
  Record<string, { file: string; rows: readonly (readonly string[])[]; means: Readonly<Record<string, string>> }>
> = {
  Pipedrive: {
    file: 'deals-1234567-89.csv',
    rows: [
      [
        'Deal - ID',
        'Deal - Title',
        'Deal - Value',
        'Deal - Currency of Value',
        'Deal - Stage',
        'Deal - Status',
        'Deal - Owner',
        'Deal - Organization',
        'Deal - Expected close date',
        'Deal - Deal created',
        'Deal - Update time',
        'Deal - Won time',
        'Deal - Lost time',
        'Deal - Lost reason',
      ],
      [
        '1',
        'Acme',
        '1200',
        'EUR',
        'Qualified',
        'Open',
        'Ann Rep',
        'Acme BV',
        '2026-12-01',
        '2026-08-01 09:12:33',
        '2026-11-02 10:00:00',
        '',
        '',
        '',
      ],
      [
        '2',
        'Beta',
        '3400',
        'EUR',
        'Proposal Made',
        'Won',
        'Bob Rep',
        'Beta GmbH',
        '2026-10-01',
        '2026-07-03 11:12:33',
        '2026-10-05 10:00:00',
        '2026-10-05 10:00:00',
        '',
        '',
      ],
      [
        '3',
        'Gamma',
        '0',
        'EUR',
        'Demo Scheduled',
        'Lost',
        'Ann Rep',
        'Gamma SA',
        '',
        '2026-07-09 11:12:33',
        '2026-09-05 10:00:00',
        '',
        '2026-09-05 10:00:00',
        'Price',
      ],
    ],
    means: {
      'Deal - Title': 'name',
      'Deal - Value': 'amount',
      'Deal - Currency of Value': 'currency',
      'Deal - Stage': 'stage',
      'Deal - Status': 'outcome',
      'Deal - Organization': 'account',
      'Deal - Expected close date': 'expectedCloseOn',
      'Deal - Deal created': 'createdAt',
      'Deal - Won time': 'wonOn',
      'Deal - Lost time': 'lostOn',
      'Deal - Lost reason': 'lostReason',
    },
  },
  Zoho: {
    file: 'Deals.csv',
    rows: [
      [
        'Record Id',
        'Deal Owner',
        'Amount',
        'Deal Name',
        'Closing Date',
        'Account Name',
        'Stage',
        'Probability (%)',
        'Contact Name',
        'Created Time',
        'Modified Time',
        'Reason For Loss',
      ],
      [
        'zcrm_1',
        'Ann Rep',
        '12000',
        'Acme roll-out',
        '2026-12-15',
        'Acme',
        'Needs Analysis',
        '20',
        'Cleo Buyer',
        '2026-09-01 10:00:00',
        '2026-10-01 10:00:00',
        '',
      ],
      [
        'zcrm_2',
        'Bob Rep',
        '8000',
        'Beta renewal',
        '2026-10-15',
        'Beta',
        'Closed Won',
        '100',
        'Dan Tech',
        '2026-08-01 10:00:00',
        '2026-10-15 10:00:00',
        '',
      ],
    ],
    means: {
      'Record Id': 'id',
      'Deal Owner': 'owner',
      'Closing Date': 'closeOn',
      'Created Time': 'createdAt',
      'Modified Time': 'modifiedAt',
      'Reason For Loss': 'lostReason',
    },
  },
  Dynamics: {
    file: 'opportunities.csv',
    rows: [
      [
        '(Do Not Modify) Opportunity',
        '(Do Not Modify) Modified On',
        'Topic',
        'Account',
        'Est. close date',
        'Est. revenue',
        'Actual Close Date',
        'Status',
        'Status Reason',
        'Sales Stage',
        'Owner',
        'Created On',
        'Currency',
      ],
      [
        '6a0e-1',
        '11/02/2026 09:00 AM',
        'Fleet',
        'Acme',
        '12/31/2026',
        '$10,500.00',
        '',
        'Open',
        'In Progress',
        'Propose',
        'Ann Rep',
        '08/14/2026 10:22 AM',
        'US Dollar',
      ],
      [
        '6a0e-2',
        '10/22/2026 03:10 PM',
        'Rack',
        'Beta',
        '10/20/2026',
        '$7,250.00',
        '10/20/2026',
        'Won',
        'Won',
        'Close',
        'Bob Rep',
        '07/01/2026 08:00 AM',
        'US Dollar',
      ],
    ],
    means: {
      '(Do Not Modify) Opportunity': 'id',
      Topic: 'name',
      'Est. close date': 'expectedCloseOn',
      'Actual Close Date': 'closeOn',
      'Est. revenue': 'amount',
      Status: 'outcome',
      'Sales Stage': 'stage',
      Currency: 'currency',
    },
  },
  Close: {
    file: 'opportunities.csv',
    rows: [
      [
        'id',
        'lead_name',
        'contact_name',
        'user_name',
        'status_label',
        'status_type',
        'value',
        'value_currency',
        'confidence',
        'date_created',
        'date_won',
        'date_lost',
      ],
      [
        'oppo_1',
        'Acme',
        'Cleo Buyer',
        'Ann Rep',
        'Demo Completed',
        'active',
        '120000',
        'USD',
        '50',
        '2026-08-01T10:00:00.000000+00:00',
        '',
        '',
      ],
      [
        'oppo_2',
        'Beta',
        'Dan Tech',
        'Bob Rep',
        'Won',
        'won',
        '50000',
        'USD',
        '100',
        '2026-07-01T10:00:00.000000+00:00',
        '2026-09-11',
        '',
      ],
    ],
    means: {
      id: 'id',
      lead_name: 'account',
      user_name: 'owner',
      status_label: 'stage',
      value: 'amount',
      value_currency: 'currency',
      date_created: 'createdAt',
      date_won: 'wonOn',
    },
  },
  Freshsales: {
    file: 'deals.csv',
    rows: [
      [
        'Id',
        'Name',
        'Amount',
        'Expected close',
        'Closed date',
        'Deal stage',
        'Deal stage updated at',
        'Sales account',
        'Sales owner',
        'Deal pipeline',
        'Created at',
        'Updated at',
      ],
      [
        '701',
        'Acme big',
        '20000',
        '2026-12-10',
        '',
        'Discovery',
        '2026-10-01 10:00',
        'Acme',
        'Ann Rep',
        'Default',
        '2026-09-01 10:00',
        '2026-10-01 10:00',
      ],
      [
        '702',
        'Beta mid',
        '9000',
        '2026-10-10',
        '2026-10-11',
        'Won',
        '2026-10-11 10:00',
        'Beta',
        'Bob Rep',
        'Default',
        '2026-08-01 10:00',
        '2026-10-11 10:00',
      ],
    ],
    means: {
      'Expected close': 'expectedCloseOn',
      'Closed date': 'closeOn',
      'Deal stage updated at': 'stageEnteredAt',
      'Sales account': 'account',
      'Sales owner': 'owner',
      'Deal pipeline': 'pipeline',
    },
  },
  'a German spreadsheet': {
    file: 'vertrieb.csv',
    rows: [
      [
        'Vorgangsnr.',
        'Bezeichnung',
        'Kunde',
        'Ansprechpartner',
        'Verkäufer',
        'Auftragswert',
        'Währung',
        'Wahrscheinlichkeit',
        'Phase',
        'Erstellt am',
        'Erwarteter Abschluss',
        'Abgeschlossen am',
      ],
      [
        '1001',
        'Neue Presse',
        'Müller & Söhne GmbH',
        'Jörg Groß',
        'Anna Weiß',
        '12.345,60',
        'EUR',
        '40%',
        'Angebot abgegeben',
        '03.02.2026',
        '15.12.2026',
        '',
      ],
      [
        '1002',
        'Wartung',
        'Käse AG',
        'Uwe Öl',
        'Anna Weiß',
        '1.250,00',
        'EUR',
        '100%',
        'Auftrag erhalten',
        '13.02.2026',
        '30.04.2026',
        '28.04.2026',
      ],
    ],
    means: {
      'Vorgangsnr.': 'id',
      Bezeichnung: 'name',
      Kunde: 'account',
      Auftragswert: 'amount',
      Währung: 'currency',
      Phase: 'stage',
      'Erwarteter Abschluss': 'expectedCloseOn',
      'Abgeschlossen am': 'closeOn',
    },
  },
  'a list of leads': {
    file: 'leads.csv',
    rows: [
      [
        'Lead ID',
        'Company Name',
        'Lead Source',
        'Lead Owner',
        'Contact Person',
        'Email',
        'Status',
        'Deal Value',
        'Probability of Close',
        'Date Created',
      ],
      ['L001', 'Acme', 'Website', 'Ann', 'Cleo Buyer', 'cleo@acme.test', 'Qualified', '$12,000', '65%', '15/01/2026'],
      ['L002', 'Beta', 'Referral', 'Bob', 'Dan Tech', 'dan@beta.test', 'Converted', '$8,000', '100%', '18/01/2026'],
      ['L003', 'Gamma', 'Event', 'Bob', 'Eve Chief', 'eve@gamma.test', 'Lost', '$5,500', '0%', '21/01/2026'],
    ],
    means: {
      'Lead ID': 'id',
      'Company Name': 'account',
      'Lead Owner': 'owner',
      'Contact Person': 'contact',
      Status: 'stage',
      'Deal Value': 'amount',
      'Probability of Close': 'probability',
    },
  },
  'a table of results': {
    file: 'sales_pipeline_data.csv',
    rows: [
      ['Opportunity Number', 'Supplies Group', 'Region', 'Opportunity Result', 'Opportunity Amount USD', 'Deal Size Category'],
      ['1641984', 'Car Accessories', 'Northwest', 'Won', '0', '1'],
      ['1658010', 'Car Accessories', 'Pacific', 'Loss', '7750', '2'],
    ],
    means: {
      'Opportunity Number': 'id',
      'Opportunity Result': 'stage',
      'Opportunity Amount USD': 'amount',
      'Deal Size Category': 'nothing',
    },
  },
}

function proposed(name: string) {
  const { file, rows } = EXPORTS[name] as (typeof EXPORTS)[string]
  const profile = emptyProfile(file, rows[0] ?? [])
  for (const row of rows.slice(1)) addToProfile(profile, row)
  const mapping = proposeMapping([profile])
  const one = mapping.files[0] as (typeof mapping.files)[number]
  const reader = recordReader(one, 'opportunities', rows[0] ?? [], { baseCurrency: 'USD', digits: new Map(), keepsOthers: true })
  const records = rows.slice(1).map((row): Record<string, unknown> => {
    const record = reader.read(row)
    if (isProblem(record)) throw new Error(record.problem)
    return {
      ...Object.fromEntries(reader.fields.map((field, i) => [field, record.values[i] ?? null])),
      custom: record.custom,
    }
  })
  return { mapping, one, records }
}

test.each(Object.keys(EXPORTS))('the columns of %s are taken for what they are', (name) => {
  const { mapping, one } = proposed(name)
  expect([mapping.recognised, one.noun]).toEqual(['generic', 'opportunities'])
  const targets = Object.fromEntries(one.columns.map((column) => [column.column, column.target ?? 'nothing']))
  expect(targets).toMatchObject(EXPORTS[name]?.means ?? {})
})

test('a deal that is won or lost by a column beside its stage is closed on that day, and keeps the stage it was in', () => {
  const { records } = proposed('Pipedrive')
  expect(records).toMatchObject([
    { stage: 'Qualified', closeOn: null, custom: null },
    { stage: 'Won', closeOn: '2026-10-05', custom: { 'Deal - Stage': 'Proposal Made' } },
    { stage: 'Lost', closeOn: '2026-09-05', custom: { 'Deal - Stage': 'Demo Scheduled' } },
  ])
})

test('a currency written out in words is the currency that it names', () => {
  expect(proposed('Dynamics').records.map(({ currency, amount }) => [currency, amount])).toEqual([
    ['USD', '1050000'],
    ['USD', '725000'],
  ])
})

test('decimal commas and days before months are read as they are written', () => {
  expect(proposed('a German spreadsheet').records[0]).toMatchObject({ amount: '1234560', expectedCloseOn: '2026-12-15' })
})
