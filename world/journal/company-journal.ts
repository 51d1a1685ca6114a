import type { DealHistory as RecordedPast, Known } from '../../src/domain/opportunities/replay.ts'
import { groupedBy } from '../../src/domain/values/grouped.ts'
import type { RateTable } from '../../src/domain/values/money.ts'
import { beginning } from '../beginning.ts'
import { momentOf } from '../calendar.ts'
import { writeContactRoles } from '../crm/contact-roles.ts'
import type { Deal } from '../crm/deal.ts'
import { addDuplicates, duplicatesAmong } from '../crm/duplicate-deals.ts'
import type { Export } from '../crm/export-tables.ts'
import { keepRecord } from '../crm/keep-record.ts'
import { logActivity } from '../crm/log-activity.ts'
import { writeProductLines } from '../crm/product-lines.ts'
import { marked, rowsFrom } from '../lives/deal-traces.ts'
import { Society } from '../lives/society.ts'
import { planDeals } from '../latent/deal-plan.ts'
import { worldSettings, type WorldSettings } from '../settings.ts'
import { CustomerRecords } from './customer-records.ts'
import { dealActivities, type Colleagues } from './deal-activities.ts'
import {
  dealEvents,
  productEvents,
  fieldHistoryLine,
  stageHistoryLine,
  stakeholderEvents,
  storedStages,
  type Untold,
} from './deal-events.ts'
import { drained, text, type RowOf } from './drained.ts'
import { contactChanges, journalPeople, type JournalPeople } from './journal-people.ts'
import { storedId } from './stored-id.ts'

/** A deal of the simulated company as the product knows it after importing the company's export. */
export interface JournalDeal {
  /** The id under which the importer stores it. */
  readonly id: string
  /** Its id in the export. */
  readonly externalId: string
  readonly name: string
  readonly past: RecordedPast
}

export interface CompanyJournal {
  readonly settings: WorldSettings
  readonly rates: RateTable
  /** Team of an owner; null for somebody without one. */
  readonly teamOf: (ownerId: string) => string | null
  /** Our own people by the id they are stored under. */
  readonly names: ReadonlyMap<string, string>
  /** Deal by deal, in the order of their creation; can be walked once. Returns what belongs to no deal where people have lives. */
  readonly deals: Generator<JournalDeal, JournalPeople | null, undefined>
}

/**
 * The company of these settings as what the product would know of it: the journal and activities of each deal with the
 * occurred and recorded times that the importer gives them, without files and database.
 * Throws RangeError on settings that make no company.
 */
export function companyJournal(given: Partial<WorldSettings> & { readonly end: string }): CompanyJournal {
  const settings = worldSettings(given)
  const start = beginning(settings)
  const { out } = start
  const users = drained(out.users)
  const teams = new Map(users.map((row) => [storedId('users', text(row.Id)), storedId('teams', text(row.UserRoleId))]))
  const names = new Map(users.map((row) => [storedId('users', text(row.Id)), text(row.Name)]))
  const byMailbox = new Map(users.map((row) => [text(row.Email).toLowerCase(), storedId('users', text(row.Id))]))
  return {
    settings,
    rates: rateTable(out),
    teamOf: (ownerId) => teams.get(ownerId) ?? null,
    names,
    deals: told(settings, start, { names, byMailbox }, users),
  }
}

function rateTable(out: Export): RateTable {
  const rows = drained(out.rates).map((row) => ({
    currency: text(row.IsoCode),
    from: text(row.StartDate),
    perBase: Number(row.ConversionRate),
  }))
  return {
    base: 'USD',
    digits: new Map([...new Set(rows.map(({ currency }) => currency))].map((currency) => [currency, 2])),
    rates: groupedBy(rows, ({ currency }) => currency),
  }
}

function* told(
  settings: WorldSettings,
  start: ReturnType<typeof beginning>,
  colleagues: Colleagues,
  users: readonly RowOf<Export['users']>[],
): CompanyJournal['deals'] {
  const { firstDay, endDay, out, ids, productIds, rates, opener, company } = start
  const { departedOn } = opener
  const end = momentOf(endDay)
  const people = new CustomerRecords()
  const reader = new DealReader(out, people, colleagues, new Date(end).toISOString())
  // All deals are opened first: somebody who leaves during a later deal is missing from earlier ones too.
  const deals = planDeals(settings, firstDay, endDay).map((plan) => opener.open(plan))
  const society = settings.lives ? new Society({ settings, endDay, out, company, departedOn }, deals, users) : null
  const accountRows = society ? rowsFrom(out.accounts) : []
  const unwilling = new Set(society?.contacts.filter(({ doNotContact }) => doNotContact).map(({ Id }) => Id))
  people.take(out, (contact) => unwilling.has(contact))
  if (society) people.change(contactChanges(society))
  const firstAmounts = new Map<string, number | null>()
  for (const deal of deals) {
    const record = keepRecord(deal, endDay, settings, rates, out, ids)
    writeContactRoles(deal, record.closedAt, departedOn, endDay, settings, out, ids)
    writeProductLines(deal, rates, productIds, settings, out, ids)
    const mark = marked(out)
    logActivity(deal, record.closedAt ?? end, departedOn, endDay, settings, out, ids)
    society?.live(deal, record.closedAt ?? end, mark)
    firstAmounts.set(deal.id, reader.firstAmount())
    yield* reader.read(deal.id)
  }
  addDuplicates(
    deals,
    duplicatesAmong(deals.length, settings),
    (deal: Deal) => firstAmounts.get(deal.id) ?? null,
    endDay,
    settings,
    out,
    ids,
  )
  yield* reader.read(null)
  return society && journalPeople(society, accountRows, out, people, colleagues)
}

/** Reads the rows of deals out of the export as the importer would. */
class DealReader {
  private readonly out: Export
  private readonly people: CustomerRecords
  private readonly colleagues: Colleagues
  private readonly importedAt: string
  private readonly stageOf: ReturnType<typeof storedStages>
  private historyLines = 1
  private fieldHistoryLines = 1

  constructor(out: Export, people: CustomerRecords, colleagues: Colleagues, importedAt: string) {
    this.out = out
    this.people = people
    this.colleagues = colleagues
    this.importedAt = importedAt
    this.stageOf = storedStages(out)
  }

  /** The amount that the deal whose rows now stand in the export was entered with. */
  firstAmount(): number | null {
    const { history } = this.out
    const amount = history.rows[0]?.[history.columns.indexOf('Amount')]
    return typeof amount === 'number' ? amount : null
  }

  /** Takes out the deals that stand in the export; activities belong to `only`. */
  *read(only: string | null): Generator<JournalDeal, void, undefined> {
    const { out, people, colleagues } = this
    const stageRows = drained(out.history).map((row) => ({
      deal: row.OpportunityId,
      ...stageHistoryLine(row, ++this.historyLines),
    }))
    const fieldRows = drained(out.fieldHistory).map((row) => ({
      deal: row.OpportunityId,
      ...fieldHistoryLine(row, ++this.fieldHistoryLines),
    }))
    const lines = groupedBy([...stageRows, ...fieldRows], ({ deal }) => deal)
    const roles = groupedBy(drained(out.contactRoles), (row) => row.OpportunityId)
    const products = groupedBy(drained(out.lineItems), (row) => row.OpportunityId)
    for (const row of drained(out.opportunities)) {
      const externalId = text(row.Id)
      const id = storedId('opportunities', externalId)
      const accountId = row.AccountId === null ? null : storedId('accounts', text(row.AccountId))
      const onDeal = stakeholderEvents(id, roles.get(row.Id) ?? [])
      const known = new Map<string, Known>()
      const events: Untold[] = []
      const contacts = onDeal.map((event) => String(event.after?.['contactId']))
      for (const customer of accountId === null ? contacts : [accountId, ...contacts]) {
        const record = people.known.get(customer)
        const event = people.eventOf.get(customer)
        if (record) known.set(customer, record)
        if (event) events.push(event, ...(people.changesOf.get(customer) ?? []))
      }
      events.push(
        ...dealEvents(row, lines.get(row.Id) ?? [], products.get(row.Id) ?? [], this.stageOf, this.importedAt),
        ...productEvents(id, row, products.get(row.Id) ?? []),
        ...onDeal,
      )
      const activities = externalId === only ? dealActivities(out, { deal: id, externalId, accountId }, people, colleagues) : []
      yield {
        id,
        externalId,
        name: text(row.Name),
        past: { events: events.map((event, i) => ({ id: i + 1, ...event })), activities, known },
      }
    }
  }
}
