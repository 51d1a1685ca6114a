import { describe, expect, test } from 'vitest'
import type { Cell } from './crm/export-tables.ts'
import { makeWorld, type World } from './world.ts'
import { csvOf } from './write.ts'

const END = '2026-11-21'
const world = makeWorld({ seed: 1, end: END })

type Row = Readonly<Record<string, Cell>>

function rows(file: string, of: World = world): Row[] {
  const table = of.tables.find((candidate) => candidate.file === file)
  if (!table) throw new Error(`no ${file}`)
  return table.rows.map((row) => Object.fromEntries(table.columns.map((column, i) => [column, row[i] ?? null])))
}

const text = (row: Row, column: string) => String(row[column] ?? '')
const deals = rows('Opportunity.csv')
const won = deals.filter((deal) => deal['IsWon'] === true)
const closed = deals.filter((deal) => deal['IsClosed'] === true)
const open = deals.filter((deal) => deal['IsClosed'] === false)
const history = Map.groupBy(rows('OpportunityHistory.csv'), (row) => text(row, 'OpportunityId'))
const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

describe('a seed fixes the company', () => {
  const small = { end: END, deals: 120, years: 1, sellers: 6, teams: 2, replicates: 10 }
  const bytes = (made: World) => made.tables.map(csvOf).join('') + JSON.stringify(made.truth)

  test('the same seed gives the same bytes', () => {
    expect(bytes(makeWorld({ ...small, seed: 5 }))).toBe(bytes(makeWorld({ ...small, seed: 5 })))
  })
  test('another seed gives another company', () => {
    expect(bytes(makeWorld({ ...small, seed: 5 }))).not.toBe(bytes(makeWorld({ ...small, seed: 6 })))
  })
  test('computing true chances changes nothing in the export', () => {
    const tables = (replicates: number) => makeWorld({ ...small, seed: 5, replicates }).tables.map(csvOf)
    expect(tables(0)).toEqual(tables(10))
  })
  test('settings that make no company are refused', () => {
    expect(() => makeWorld({ ...small, teams: 0 })).toThrow(RangeError)
    expect(() => makeWorld({ ...small, end: 'tomorrow' })).toThrow(RangeError)
  })
  test('a company of one team and one seller, and one of twelve teams, can be made', () => {
    for (const [sellers, teams] of [
      [1, 1],
      [14, 12],
    ] as const) {
      const made = makeWorld({ ...small, sellers, teams, seed: 2 })
      expect(rows('Opportunity.csv', made)).toHaveLength(120)
      expect(rows('UserRole.csv', made)).toHaveLength(teams === 1 ? 3 : teams + 3)
    }
  })
})

describe('the export keeps the truth to itself', () => {
  const everything = world.tables.map(csvOf).join('')
  test('no column is named after what is hidden', () => {
    for (const table of world.tables)
      expect(table.columns.join(' ')).not.toMatch(
        /quality|momentum|hazard|skill|truth|stall|agreed|optimism|diligence|capture|shock/i,
      )
  })
  test('no hidden number stands in any file', () => {
    const hidden = new Set([
      ...world.truth.deals.flatMap((deal) => [deal.quality, deal.finalFactor]),
      ...world.truth.sellers.map((seller) => seller.skill),
    ])
    const decimals = everything.match(/-?\d+\.\d{6,}/g) ?? []
    expect(hidden.size).toBeGreaterThan(4_000)
    expect(decimals.filter((number) => hidden.has(Number(number)))).toEqual([])
  })
  test('nothing was recorded on or after the day of the export', () => {
    for (const table of world.tables) {
      const column = table.columns.indexOf('CreatedDate')
      if (column < 0) continue
      expect([table.file, table.rows.filter((row) => String(row[column]) >= END)]).toEqual([table.file, []])
    }
  })
})

describe('records agree with each other', () => {
  const idsOf = (...files: string[]) => new Set(files.flatMap((file) => rows(file).map((row) => row['Id'] ?? null)))
  const people = idsOf('Contact.csv', 'User.csv')
  const keys: [file: string, column: string, targets: Set<Cell>][] = [
    ['User.csv', 'UserRoleId', idsOf('UserRole.csv')],
    ['User.csv', 'ManagerId', idsOf('User.csv')],
    ['UserRole.csv', 'ParentRoleId', idsOf('UserRole.csv')],
    ['Account.csv', 'OwnerId', idsOf('User.csv')],
    ['Contact.csv', 'AccountId', idsOf('Account.csv')],
    ['Contact.csv', 'ReportsToId', idsOf('Contact.csv')],
    ['Opportunity.csv', 'AccountId', idsOf('Account.csv')],
    ['Opportunity.csv', 'OwnerId', idsOf('User.csv')],
    ['OpportunityHistory.csv', 'OpportunityId', idsOf('Opportunity.csv')],
    ['OpportunityHistory.csv', 'CreatedById', idsOf('User.csv')],
    ['OpportunityFieldHistory.csv', 'OpportunityId', idsOf('Opportunity.csv')],
    ['OpportunityContactRole.csv', 'OpportunityId', idsOf('Opportunity.csv')],
    ['OpportunityContactRole.csv', 'ContactId', idsOf('Contact.csv')],
    ['OpportunityLineItem.csv', 'OpportunityId', idsOf('Opportunity.csv')],
    ['OpportunityLineItem.csv', 'Product2Id', idsOf('Product2.csv')],
    ['Task.csv', 'WhoId', people],
    ['Task.csv', 'OwnerId', idsOf('User.csv')],
    ['Event.csv', 'WhatId', idsOf('Opportunity.csv')],
    ['EventRelation.csv', 'EventId', idsOf('Event.csv')],
    ['EventRelation.csv', 'RelationId', people],
    ['EmailMessage.csv', 'RelatedToId', idsOf('Opportunity.csv')],
    ['ForecastingQuota.csv', 'QuotaOwnerId', idsOf('User.csv')],
  ]
  test.each(keys)('%s %s points at a record or at nothing', (file, column, targets) => {
    expect(rows(file).filter((row) => row[column] !== null && !targets.has(row[column] ?? null))).toEqual([])
  })
  test('the tasks without a deal are exactly those the truth names', () => {
    const known = idsOf('Opportunity.csv')
    const lost = rows('Task.csv').filter((task) => !known.has(task['WhatId'] ?? null))
    expect(lost.map((task) => task['Id'])).toEqual(world.truth.danglingTasks)
    expect(lost.length).toBeGreaterThan(0)
  })
  test('ids do not repeat within a file', () => {
    for (const table of world.tables)
      expect([table.file, new Set(table.rows.map((row) => row[0])).size]).toEqual([table.file, table.rows.length])
  })
  test('the first history row is the creation, the last is the deal as it stands, and time only moves forward', () => {
    for (const deal of deals) {
      const path = history.get(text(deal, 'Id')) ?? []
      expect(path[0]?.['CreatedDate']).toBe(deal['CreatedDate'])
      const last = path.at(-1) ?? {}
      for (const column of ['StageName', 'Amount', 'CloseDate', 'Probability']) expect(last[column]).toBe(deal[column])
      expect(last['ForecastCategory']).toBe(deal['ForecastCategoryName'])
      const times = path.map((row) => text(row, 'CreatedDate'))
      expect(times.filter((time, i) => i > 0 && time <= (times[i - 1] ?? ''))).toEqual([])
    }
  })
  test('a won deal was signed on the day and for the amount that the truth says', () => {
    const truth = new Map(world.truth.deals.map((deal) => [deal.opportunityId, deal]))
    for (const deal of won)
      expect(truth.get(text(deal, 'Id'))).toMatchObject({
        outcome: 'won',
        signedOn: deal['CloseDate'],
        finalAmount: deal['Amount'],
      })
  })
  test('a duplicate shares the account of its original, up to accounts nobody entered', () => {
    const byId = new Map(deals.map((deal) => [text(deal, 'Id'), deal]))
    for (const { original, duplicate } of world.truth.duplicateDeals) {
      const account = byId.get(original)?.['AccountId']
      if (account !== null) expect(byId.get(duplicate)?.['AccountId']).toBe(account)
    }
    expect(world.truth.duplicateDeals.length / deals.length).toBeCloseTo(0.02, 2)
  })
})

describe('the company looks like one', () => {
  test('17 to 30 of 100 closed deals are won', () => {
    expect(won.length / closed.length).toBeGreaterThan(0.17)
    expect(won.length / closed.length).toBeLessThan(0.3)
  })
  test('won deals take about a quarter, large ones longer than small ones', () => {
    const cycle = (few: Row[]) => median(few.map((deal) => days(text(deal, 'CreatedDate'), text(deal, 'CloseDate'))))
    expect(cycle(won)).toBeGreaterThan(60)
    expect(cycle(won)).toBeLessThan(110)
    const large = won.filter((deal) => Number(deal['Amount']) > 100_000)
    const small = won.filter((deal) => Number(deal['Amount']) < 10_000)
    expect(cycle(large)).toBeGreaterThan(1.4 * cycle(small))
  })
  test('250 to 450 deals are open, 7 to 18 for a seller in the middle', () => {
    expect(open.length).toBeGreaterThanOrEqual(250)
    expect(open.length).toBeLessThanOrEqual(450)
    const loads = [...Map.groupBy(open, (deal) => text(deal, 'OwnerId')).values()].map((own) => own.length)
    expect(median(loads)).toBeGreaterThanOrEqual(7)
    expect(median(loads)).toBeLessThanOrEqual(18)
  })
  test('there are 60,000 to 90,000 activities, on at least 150 distinct subjects before names are filled in', () => {
    const mail = rows('EmailMessage.csv')
    const count = mail.length + rows('Task.csv').length + rows('Event.csv').length
    expect(count).toBeGreaterThan(60_000)
    expect(count).toBeLessThan(90_000)
    expect(new Set(mail.map((row) => text(row, 'Subject').replace('Re: ', ''))).size).toBeGreaterThan(150)
  })
  test('sellers date a deal within two weeks of its signature for a third at creation, better in the last four weeks', () => {
    let early = 0
    let late = 0
    let lateHits = 0
    for (const deal of won) {
      const path = history.get(text(deal, 'Id')) ?? []
      const signed = text(deal, 'CloseDate')
      if (Math.abs(days(text(path[0] ?? {}, 'CloseDate'), signed)) <= 14) early++
      const before = path.findLast((row) => days(text(row, 'CreatedDate'), signed) > 14)
      if (!before) continue
      late++
      if (Math.abs(days(text(before, 'CloseDate'), signed)) <= 14) lateHits++
    }
    expect(early / won.length).toBeGreaterThan(0.25)
    expect(early / won.length).toBeLessThan(0.45)
    expect(lateHits / late).toBeGreaterThan(early / won.length)
  })
  test('most won deals slipped past the date first given', () => {
    const slipped = won.filter((deal) => text(deal, 'CloseDate') > text(history.get(text(deal, 'Id'))?.[0] ?? {}, 'CloseDate'))
    expect(slipped.length / won.length).toBeGreaterThan(0.45)
    expect(slipped.length / won.length).toBeLessThan(0.75)
  })
  test('losses are recorded weeks after they happened', () => {
    const byId = new Map(deals.map((deal) => [text(deal, 'Id'), deal]))
    const delays = world.truth.deals.flatMap((deal) => {
      const record = byId.get(deal.opportunityId)
      return deal.lostInWeekOf !== null && record?.['IsClosed'] === true
        ? [days(deal.lostInWeekOf, text(record, 'LastModifiedDate')) / 7]
        : []
    })
    expect(median(delays)).toBeGreaterThan(1)
    expect(median(delays)).toBeLessThan(6)
  })
  test('a seller who logs more truly shows more calls for each deal', () => {
    const dealsOf = Map.groupBy(deals, (deal) => text(deal, 'OwnerId'))
    const callsOf = Map.groupBy(
      rows('Task.csv').filter((task) => task['TaskSubtype'] === 'Call'),
      (task) => text(task, 'OwnerId'),
    )
    const shares = world.truth.sellers.map((seller) => ({
      capture: seller.capture,
      calls: (callsOf.get(seller.userId)?.length ?? 0) / (dealsOf.get(seller.userId)?.length ?? 1),
    }))
    const mean = (few: typeof shares) => few.reduce((sum, share) => sum + share.calls, 0) / few.length
    const ranked = shares.toSorted((a, b) => a.capture - b.capture)
    expect(mean(ranked.slice(-8))).toBeGreaterThan(1.3 * mean(ranked.slice(0, 8)))
  })
  test('every team brought in 70 to 115 of 100 of its quota over the last four full quarters', () => {
    const roleOf = new Map(rows('User.csv').map((user) => [text(user, 'Id'), text(user, 'UserRoleId')]))
    const rates = rows('DatedConversionRate.csv')
    const dollars = (deal: Row) => {
      const rate = rates.find(
        (row) =>
          row['IsoCode'] === deal['CurrencyIsoCode'] &&
          text(row, 'StartDate') <= text(deal, 'CloseDate') &&
          text(row, 'NextStartDate') > text(deal, 'CloseDate'),
      )
      return Number(deal['Amount']) / Number(rate?.['ConversionRate'])
    }
    const within = (date: string) => date >= '2025-10-01' && date < '2026-10-01'
    const quotas = rows('ForecastingQuota.csv').filter((quota) => within(text(quota, 'StartDate')))
    const teams = new Set(quotas.map((quota) => roleOf.get(text(quota, 'QuotaOwnerId'))))
    expect(teams.size).toBe(4)
    for (const team of teams) {
      const quota = quotas
        .filter((row) => roleOf.get(text(row, 'QuotaOwnerId')) === team)
        .reduce((sum, row) => sum + Number(row['QuotaAmount']), 0)
      const signed = won
        .filter((deal) => roleOf.get(text(deal, 'OwnerId')) === team && within(text(deal, 'CloseDate')))
        .reduce((sum, deal) => sum + dollars(deal), 0)
      expect(signed / quota).toBeGreaterThan(0.7)
      expect(signed / quota).toBeLessThan(1.15)
    }
  })
  test('somebody can sign in for every role', () => {
    expect(world.people.map((person) => person.role)).toEqual([
      'admin',
      'revops',
      'executive',
      'manager',
      'manager',
      'rep',
      'rep',
      'deal-desk',
      'customer-success',
    ])
    const users = new Map(rows('User.csv').map((user) => [user['Id'], user]))
    for (const person of world.people)
      expect(users.get(person.userExternalId)).toMatchObject({ Email: person.email, IsActive: true })
    expect(world.teamLeads).toHaveLength(7)
  })
})

describe('the truth is true', () => {
  const outcome = new Map(world.truth.deals.map((deal) => [deal.opportunityId, deal.outcome]))
  const known = world.truth.origins
    .flatMap(({ deals: chances }) => chances)
    .filter(({ opportunityId }) => outcome.get(opportunityId) !== 'open')
  const wins = known.filter(({ opportunityId }) => outcome.get(opportunityId) === 'won')
  const losses = known.filter(({ opportunityId }) => outcome.get(opportunityId) === 'lost')

  test('true win chances order what became of the deals: AUC above .80', () => {
    let above = 0
    for (const win of wins)
      for (const loss of losses) above += win.winEver > loss.winEver ? 1 : win.winEver === loss.winEver ? 0.5 : 0
    expect(above / wins.length / losses.length).toBeGreaterThan(0.8)
  })
  test('true win chances keep their word in every fifth of their range', () => {
    // Origins of the last two quarters still have open deals, whose absence would favour the quick ones.
    const settled = new Set(world.truth.origins.filter((origin) => origin.asOf < '2026-01-01').flatMap((origin) => origin.deals))
    for (let fifth = 0; fifth < 5; fifth++) {
      const within = known.filter((chance) => settled.has(chance) && Math.min(4, Math.floor(chance.winEver * 5)) === fifth)
      const said = within.reduce((sum, chance) => sum + chance.winEver, 0) / within.length
      const came = within.filter(({ opportunityId }) => outcome.get(opportunityId) === 'won').length / within.length
      expect(within.length).toBeGreaterThan(60)
      // The same deals and quarter shocks come back at several origins: four binomial standard errors.
      expect(Math.abs(said - came)).toBeLessThan(4 * Math.sqrt((said * (1 - said)) / within.length))
    }
  })
  test('a chance in the quarter is never above the chance ever', () => {
    expect(
      world.truth.origins.flatMap(({ deals: chances }) => chances).filter((chance) => chance.winInQuarter > chance.winEver),
    ).toEqual([])
  })
  test('a champion who left writes no more mail to anyone', () => {
    const mailbox = new Map(rows('Contact.csv').map((contact) => [contact['Id'], text(contact, 'Email')]))
    const left = new Map(
      world.truth.deals.flatMap((deal) =>
        deal.championDepartures.map(({ contactId, weekOf }) => [mailbox.get(contactId), weekOf]),
      ),
    )
    const late = rows('EmailMessage.csv').filter(
      (mail) => mail['Incoming'] === true && text(mail, 'MessageDate') >= (left.get(text(mail, 'FromAddress')) ?? '9999'),
    )
    expect(left.size).toBeGreaterThan(20)
    expect(late.filter((mail) => !text(mail, 'Subject').startsWith('Automatic reply'))).toEqual([])
  })
})
