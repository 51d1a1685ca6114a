import { mailboxKey } from '../../src/domain/accounts/contact.ts'
import type { DealEvent, Known } from '../../src/domain/opportunities/replay.ts'
import { groupedBy } from '../../src/domain/values/grouped.ts'
import { SEGMENTS, type Segment } from '../../src/domain/opportunities/opportunity.ts'
import type { Cell, Export } from '../crm/export-tables.ts'
import { drained, text, textOrNull } from './drained.ts'
import { storedId } from './stored-id.ts'

type Untold = Omit<DealEvent, 'id'>

/** Accounts and contacts as the importer stores them, with the event of each. */
export class CustomerRecords {
  readonly known = new Map<string, Known>()
  readonly eventOf = new Map<string, Untold>()
  /** Edits of contacts after their first entry. */
  changesOf: ReadonlyMap<string | null, readonly Untold[]> = new Map()
  /** Whose a mailbox is: of several records with the same one, the one that sorts first. */
  private readonly contactByMailbox = new Map<string, string>()

  /** Takes in what was written since the last time. */
  take(out: Export, wantsNothing: (contact: string) => boolean = () => false): void {
    for (const row of drained(out.accounts)) {
      const id = storedId('accounts', text(row.Id))
      this.keep(id, 'account', text(row.CreatedDate), {
        name: row.Name,
        ownerId: storedId('users', text(row.OwnerId)),
        industry: row.Industry,
        segment: segmentOf(row.Segment__c),
        employeeCount: row.NumberOfEmployees,
        annualRevenue:
          row.AnnualRevenue === null
            ? null
            : { minor: Math.round(Number(row.AnnualRevenue) * 100), currency: row.CurrencyIsoCode },
        website: row.Website,
        country: row.BillingCountry,
        city: row.BillingCity,
      })
      this.known.set(id, { name: text(row.Name), externalId: text(row.Id), title: null, mergedIntoId: null, mailboxKeys: [] })
    }
    for (const row of drained(out.contacts)) {
      const id = storedId('contacts', text(row.Id))
      const optedOut = [row.HasOptedOutOfEmail === true ? 'email' : null, row.DoNotCall === true ? 'phone' : null]
      this.keep(id, 'contact', text(row.CreatedDate), {
        name: row.Name,
        accountId: storedId('accounts', text(row.AccountId)),
        title: row.Title,
        department: row.Department,
        doNotContact: wantsNothing(text(row.Id)),
        optedOutChannels: optedOut.filter((channel) => channel !== null),
      })
      const key = row.Email === null ? null : mailboxKey(text(row.Email))
      const holder = key === null ? undefined : this.contactByMailbox.get(key)
      if (key !== null && (holder === undefined || id < holder)) this.contactByMailbox.set(key, id)
      this.known.set(id, {
        name: text(row.Name),
        externalId: text(row.Id),
        title: textOrNull(row.Title),
        reportsToId: row.ReportsToId === null ? null : storedId('contacts', text(row.ReportsToId)),
        mergedIntoId: null,
        mailboxKeys: key === null ? [] : [key],
      })
    }
  }

  change(edits: readonly Untold[]): void {
    this.changesOf = groupedBy(edits, ({ subject }) => subject)
  }

  byMailbox(mailbox: string): string | null {
    return this.contactByMailbox.get(mailboxKey(mailbox)) ?? null
  }

  private keep(id: string, noun: 'account' | 'contact', at: string, fields: Readonly<Record<string, unknown>>): void {
    const after = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))
    this.eventOf.set(id, { type: `${noun}.created`, noun, subject: id, occurredAt: at, recordedAt: at, before: null, after })
  }
}

/** What the importer takes the name of a segment for. */
export function segmentOf(cell: Cell): Segment | null {
  return SEGMENTS.find((segment) => segment === String(cell).toLowerCase()) ?? null
}
