import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { dossierAt } from '../src/domain/opportunities/replay.ts'
import { seniorityOf } from '../src/domain/stakeholders/roles/seniority.ts'
import { contractsTable } from './contracts-table.ts'
import type { Cell } from './crm/export-tables.ts'
import { namedWorld } from './families/named-worlds.ts'
import { peopleCompany, PEOPLE_COMPANY_END as END } from './people-company.ts'
import { makeWorld, type World } from './world.ts'
import { csvOf } from './write.ts'

const company = peopleCompany()
const { truth } = company
const contact = new Map(company.contacts.map((one) => [one.externalId, one]))
const activities = new Map(
  [...company.deals.flatMap(({ past }) => past.activities), ...company.accounts.flatMap((account) => account.activities)].map(
    (one) => [one.id, one],
  ),
)
const activity = (externalId: string) => activities.get(company.stored('activities', externalId))

describe('people without lives of their own', () => {
  test('leave a company on which forecasts are judged as it was, to the byte', () => {
    const { tables } = makeWorld({ ...namedWorld('S8', 1), years: 0.5 })
    const bytes = createHash('sha256').update(tables.map(csvOf).join(''))
    expect(bytes.digest('hex').slice(0, 16)).toBe('12ff787e5551ea44')
  })
  test('deals go the same way with and without: every record of the company without is in the one with', () => {
    const given = { seed: 5, end: END, deals: 120, years: 1, sellers: 6, teams: 2, replicates: 0 }
    const [without, withLives] = [makeWorld(given), makeWorld({ ...given, lives: true })]
    const lines = (world: World, file: string) => csvOf(world.tables.find((table) => table.file === file)!).split('\n')
    for (const { file } of without.tables) {
      if (file === 'Account.csv' || file === 'Contact.csv') continue
      const there = new Set(lines(withLives, file))
      expect([file, lines(without, file).filter((line) => !there.has(line))]).toEqual([file, []])
    }
    expect({ ...withLives.truth, people: undefined }).toEqual({ ...without.truth, people: undefined })
    expect(lines(withLives, 'Contact.csv').length).toBeGreaterThan(lines(without, 'Contact.csv').length)
  })
  test('the same seed gives the same people, another seed others', () => {
    expect(peopleCompany({ deals: 60 }).truth.all).toEqual(peopleCompany({ deals: 60 }).truth.all)
    expect(peopleCompany({ deals: 60, seed: 2 }).truth.all).not.toEqual(peopleCompany({ deals: 60 }).truth.all)
  })
})

describe('one person and several records', () => {
  test('every contact record is somebody’s, and about one in ten people is there twice', () => {
    expect(new Set(truth.all.contacts.map(({ contactId }) => contactId))).toEqual(new Set(contact.keys()))
    const share = truth.sameRecords.length / (contact.size - truth.sameRecords.length)
    expect(share).toBeGreaterThan(0.05)
    expect(share).toBeLessThan(0.15)
  })
  test('second records differ in name or mailbox and stand at the same account', () => {
    for (const same of truth.sameRecords) expect(new Set(same.map((id) => contact.get(id)?.accountId)).size).toBe(1)
    const ways = new Set(peopleCompany({ deals: 400, seed: 3 }).truth.all.contacts.map(({ how }) => how))
    expect(ways).toEqual(new Set([null, 'nickname', 'initial', 'typo', 'accent', 'new-surname', 'other-mailbox']))
  })
  test('people who look alike are different ones', () => {
    expect(truth.all.lookAlikes.length).toBeGreaterThan(5)
    for (const { contactIds } of truth.all.lookAlikes)
      expect(new Set(contactIds.map((id) => truth.personOf(id))).size).toBe(contactIds.length)
  })
  test('a shared mailbox is that of several people', () => {
    const shared = truth.all.lookAlikes.filter(({ kind }) => kind === 'shared-mailbox')
    expect(shared.length).toBeGreaterThan(0)
    for (const { contactIds } of shared) expect(new Set(contactIds.map((id) => contact.get(id)?.mailbox)).size).toBe(1)
  })
})

describe('departures', () => {
  test('no sign comes before the person left, and signs stand in the records at the moment given', () => {
    expect(truth.departures.length).toBeGreaterThan(15)
    for (const { leftOn, signs } of truth.departures)
      for (const { kind, at, recordId } of signs) {
        expect(at >= leftOn).toBe(true)
        if (kind === 'crm') expect(company.changes.map(({ recordedAt }) => recordedAt)).toContain(at)
        else if (kind !== 'absence') expect(activity(recordId)?.recordedAt).toBe(at)
        else expect(activity(recordId)?.kind).toBe('meeting')
      }
  })
  test('most are plain to see, some show only in silence', () => {
    const plain = truth.departures.filter((one) => truth.firstSign(one) !== undefined).length / truth.departures.length
    expect(plain).toBeGreaterThan(0.6)
    expect(plain).toBeLessThan(1)
  })
  test('who left writes nothing any more but what a mailbox says by itself', () => {
    const left = new Map(truth.departures.map(({ contactId, leftOn }) => [company.stored('contacts', contactId), leftOn]))
    const machine = new Set(truth.all.machineMail.map(({ emailId }) => company.stored('activities', emailId)))
    const late = [...activities.values()].filter(({ id, participants, occurredAt }) => {
      const from = participants.find(({ part }) => part === 'from')?.contactId
      return !machine.has(id) && from !== null && from !== undefined && occurredAt >= (left.get(from) ?? '9')
    })
    expect(late).toEqual([])
  })
  test('an edit of a contact is known from its day on, not before', () => {
    const change = company.changes.find(({ after }) => typeof after?.['title'] === 'string')!
    const deal = company.deals.find(
      ({ past }) =>
        past.events.some(({ subject, type }) => subject === change.subject && type === 'stakeholder.added') ||
        past.known.has(String(change.subject)),
    )!
    const titleAt = (at: string) => dossierAt(deal.past, at)?.people.find(({ contactId }) => contactId === change.subject)?.title
    expect(titleAt(new Date(Date.parse(change.recordedAt) + 1).toISOString())).toBe(change.after?.['title'])
    expect(titleAt(change.recordedAt)).toBe(change.before?.['title'])
  })
  test('who moves on within the company signs with the new title from then on, and stays on the deal', () => {
    expect(truth.all.roleChanges.length).toBeGreaterThan(8)
    for (const { contactId, on, after, signs } of truth.all.roleChanges) {
      expect(truth.departures.some((one) => one.contactId === contactId)).toBe(false)
      for (const { kind, at, recordId } of signs) {
        expect(at >= on).toBe(true)
        if (kind === 'signature') expect(activity(recordId)?.body?.split('\n')).toContain(after)
      }
    }
  })
  test('whoever is away comes back: nothing comes from them on that deal in between', () => {
    expect(truth.all.absences.length).toBeGreaterThan(30)
    for (const { from, until } of truth.all.absences) expect(from < until).toBe(true)
  })
})

describe('mail that is no engagement', () => {
  test('is of every kind, and each is in the records', () => {
    const kinds = new Set(truth.all.machineMail.map(({ kind }) => kind))
    expect(kinds).toEqual(
      new Set([
        'away',
        'left',
        'bounce',
        'delayed',
        'newsletter',
        'our-newsletter',
        'calendar',
        'among-themselves',
        'among-ourselves',
      ]),
    )
    for (const { emailId } of truth.all.machineMail) expect(activity(emailId)?.kind).toBe('email')
  })
})

describe('roles and the people around a deal', () => {
  test('every stakeholder of a deal has a true role, and champions are people on it', () => {
    for (const { externalId, past } of company.deals) {
      const roles = truth.rolesOn(externalId)
      const people = dossierAt(past, `${END}T00:00:00.000Z`)?.people ?? []
      for (const person of people) expect([person.name, roles.has(person.externalId ?? '')]).toEqual([person.name, true])
    }
    for (const { opportunityId, contactId } of truth.all.champions) expect(truth.rolesOn(opportunityId).has(contactId)).toBe(true)
  })
  test('only whoever champions a deal hands on papers or answers for us', () => {
    expect(truth.all.championActs.length).toBeGreaterThan(40)
    for (const { opportunityId, contactId, emailId } of truth.all.championActs)
      expect(truth.championOn(opportunityId, activity(emailId)?.occurredAt.slice(0, 10) ?? '')).toBe(contactId)
  })
  test('people who answer soon by habit do so in the records', () => {
    const habit = new Map(truth.all.habits.map((one) => [company.stored('contacts', one.contactId), one.answerDays]))
    const waits = (quick: boolean) =>
      company.deals.flatMap(({ past }) =>
        past.activities.flatMap((mail, i) => {
          const from = mail.participants.find(({ part }) => part === 'from')?.contactId ?? ''
          if (!mail.subject?.startsWith('Re: ') || (habit.get(from) ?? 1) < 1 !== quick) return []
          const ours = past.activities
            .slice(0, i)
            .findLast(
              (one) =>
                one.direction === 'outbound' &&
                mail.subject?.endsWith(one.subject ?? '-') &&
                one.participants.some(({ contactId }) => contactId === from),
            )
          return ours ? [(Date.parse(mail.occurredAt) - Date.parse(ours.occurredAt)) / 86_400_000] : []
        }),
      )
    const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
    expect(median(waits(true)) * 2).toBeLessThan(median(waits(false)))
  })
  test('nobody reports to themselves or in a circle', () => {
    for (const { contactId } of truth.all.bosses) {
      const seen = new Set<string>()
      for (let at: string | null = contactId; at !== null; at = truth.bossOf(at)) {
        expect(seen.has(at)).toBe(false)
        seen.add(at)
      }
    }
  })
  test('who sways somebody sits in meetings with them more often than others do', () => {
    const supports = new Set(
      truth.all.influences
        .filter(({ kind }) => kind === 'supports')
        .map(({ from, to }) => `${company.stored('contacts', from)} ${company.stored('contacts', to)}`),
    )
    const seats = [true, false].map(() => ({ free: 0, taken: 0 }))
    for (const { past } of company.deals)
      for (const { kind, participants, occurredAt } of past.activities) {
        if (kind !== 'meeting') continue
        const guests = new Set(participants.flatMap(({ contactId }) => contactId ?? []))
        for (const { type, recordedAt, after } of past.events) {
          const from = String(after?.['contactId'])
          if (type !== 'stakeholder.added' || recordedAt >= occurredAt) continue
          const sways = [...guests].some((to) => supports.has(`${from} ${to}`))
          const seat = seats[sways ? 0 : 1]!
          if (guests.has(from)) seat.taken++
          else seat.free++
        }
      }
    const [swaying, others] = seats.map(({ free, taken }) => taken / (free + taken))
    expect(swaying).toBeGreaterThan((others ?? 1) + 0.1)
  })
  test('people in copy are in the mail and not on the deal', () => {
    expect(truth.all.bystanders.length).toBeGreaterThan(50)
    for (const { opportunityId, contactId, address, emailId } of truth.all.bystanders) {
      expect(
        activity(emailId)
          ?.participants.filter(({ part }) => part === 'cc')
          .map((one) => one.address),
      ).toEqual([address])
      if (contactId !== null) expect(truth.rolesOn(opportunityId).has(contactId)).toBe(false)
    }
  })
  test('titles stand in many languages, and most speak of a level', () => {
    const titles = company.contacts.flatMap(({ title }) => title ?? [])
    const silent = titles.filter((title) => seniorityOf(title) === null)
    expect(new Set(titles).size).toBeGreaterThan(120)
    expect(silent.length / titles.length).toBeLessThan(0.3)
  })
})

describe('executives', () => {
  test('every account with a contract has its dates, and reviews with and without an executive', () => {
    expect(truth.all.contracts.length).toBeGreaterThan(20)
    for (const { accountId, start, end } of truth.all.contracts) {
      const custom = company.accounts.find(({ externalId }) => externalId === accountId)?.custom ?? {}
      expect([custom['Contract_Start__c'], custom['Contract_End__c']]).toEqual([start, end])
    }
    const table = contractsTable(truth.all, END)
    const known = new Set(company.accounts.map(({ externalId }) => externalId))
    expect(table.rows).toHaveLength(truth.all.contracts.length)
    for (const [, accountId, , start, end, , status] of table.rows) {
      expect(known.has(String(accountId))).toBe(true)
      expect(status === 'Activated').toBe(String(start) <= END && String(end) > END)
    }
    const held = truth.all.reviews.flatMap(({ withExecutive }) => withExecutive ?? [])
    expect(held).toContain(true)
    expect(held).toContain(false)
  })
  test('engaged sponsors answer, disengaged ones hardly ever', () => {
    const answers = (level: string) => {
      const ids = new Set(
        truth.all.sponsors.filter((one) => one.level === level).map(({ contactId }) => company.stored('contacts', contactId)),
      )
      const mails = company.accounts.flatMap((account) => account.activities).filter(({ kind }) => kind === 'email')
      const mailsWith = (part: 'from' | 'to') =>
        mails.filter(({ participants }) => participants.some((one) => one.part === part && ids.has(one.contactId ?? ''))).length
      return mailsWith('from') / mailsWith('to')
    }
    expect(answers('engaged')).toBeGreaterThan(0.7)
    expect(answers('disengaged')).toBeLessThan(0.2)
  })
  test('what happens in the boardroom belongs to no deal', () => {
    const boardroom = company.accounts.flatMap((account) => account.activities)
    expect(boardroom.length).toBeGreaterThan(300)
    expect(boardroom.filter(({ opportunityId }) => opportunityId !== null)).toEqual([])
  })
})

test('the export keeps the truth about people to itself, and its records point at each other', () => {
  const world = makeWorld({ seed: 5, end: END, deals: 150, years: 1, sellers: 6, teams: 2, replicates: 0, lives: true })
  const rows = (file: string): Record<string, Cell>[] => {
    const table = world.tables.find((candidate) => candidate.file === file)!
    return table.rows.map((row) => Object.fromEntries(table.columns.map((column, i) => [column, row[i] ?? null])))
  }
  const ids = (...files: string[]) => new Set(files.flatMap((file) => rows(file).map(({ Id }) => Id)))
  const [contacts, deals, accounts] = [ids('Contact.csv'), ids('Opportunity.csv'), ids('Account.csv')]
  const anybody = ids('Contact.csv', 'User.csv')
  for (const { AccountId, ReportsToId } of rows('Contact.csv')) {
    expect(accounts.has(AccountId)).toBe(true)
    expect(ReportsToId === null || contacts.has(ReportsToId)).toBe(true)
  }
  for (const { RelatedToId } of rows('EmailMessage.csv')) expect(deals.has(RelatedToId) || accounts.has(RelatedToId)).toBe(true)
  for (const { RelationId, EventId } of rows('EventRelation.csv'))
    expect([anybody.has(RelationId), typeof EventId]).toEqual([true, 'string'])
  for (const table of world.tables) {
    expect([table.file, new Set(table.rows.map((row) => row[0])).size]).toEqual([table.file, table.rows.length])
    expect(table.columns.join(' ')).not.toMatch(/truth|person|lives|level|same/i)
    const column = table.columns.indexOf('CreatedDate')
    if (column >= 0) expect(table.rows.filter((row) => String(row[column]) >= END)).toEqual([])
  }
})
