import type { Activity } from '../../src/domain/activities/activity.ts'
import type { DealEvent } from '../../src/domain/opportunities/replay.ts'
import type { Segment } from '../../src/domain/opportunities/opportunity.ts'
import { groupedBy } from '../../src/domain/values/grouped.ts'
import type { Cell, Export } from '../crm/export-tables.ts'
import type { Society } from '../lives/society.ts'
import { segmentOf, type CustomerRecords } from './customer-records.ts'
import { dealActivities, type Colleagues } from './deal-activities.ts'
import { drained, text, textOrNull, type RowOf } from './drained.ts'
import { storedId } from './stored-id.ts'

/** A contact record as it was first entered. Ids are those under which the importer stores it. */
export interface JournalContact {
  readonly id: string
  readonly externalId: string
  readonly accountId: string
  readonly name: string
  readonly firstName: string
  readonly lastName: string
  readonly title: string | null
  readonly department: string | null
  readonly mailbox: string | null
  readonly phone: string | null
  readonly reportsToId: string | null
  readonly doNotContact: boolean
  readonly inRoleSince: string | null
  readonly createdAt: string
}

/** A customer with what happened there that belongs to no deal. */
export interface JournalAccount {
  readonly id: string
  readonly externalId: string
  readonly name: string
  readonly segment: Segment | null
  /** Columns of its own: goals, contract, tier, our sponsor. */
  readonly custom: Readonly<Record<string, Cell>>
  readonly activities: readonly Activity[]
}

/** People and accounts of a company as the product would know them after the export. */
export interface JournalPeople {
  readonly contacts: readonly JournalContact[]
  /** Edits of contacts, in order of time. */
  readonly changes: readonly Omit<DealEvent, 'id'>[]
  readonly accounts: readonly JournalAccount[]
  /** Those whose lives these are. */
  readonly society: Society
}

type AccountRow = RowOf<Export['accounts']>

/** Reads out what lies beside the deals. Their own activities have been taken out of the export by now. */
export function journalPeople(
  society: Society,
  accountRows: readonly AccountRow[],
  out: Export,
  people: CustomerRecords,
  colleagues: Colleagues,
): JournalPeople {
  society.conclude()
  const emails = groupedBy(drained(out.emails), (row) => row.RelatedToId)
  const events = groupedBy(drained(out.events), (row) => row.WhatId)
  const relations = groupedBy(drained(out.eventRelations), (row) => row.EventId)
  const accounts = accountRows.map((row) => {
    const externalId = text(row.Id)
    for (const email of emails.get(externalId) ?? []) out.emails.add(email)
    for (const event of events.get(externalId) ?? []) {
      out.events.add(event)
      for (const relation of relations.get(event.Id) ?? []) out.eventRelations.add(relation)
    }
    const id = storedId('accounts', externalId)
    return {
      id,
      externalId,
      name: text(row.Name),
      segment: segmentOf(row.Segment__c),
      custom: society.accountFields(externalId),
      activities: dealActivities(out, { deal: null, externalId, accountId: id }, people, colleagues),
    }
  })
  return { contacts: society.contacts.map(contactOf), changes: contactChanges(society), accounts, society }
}

/** The events of edits of contacts. */
export function contactChanges(society: Society): Omit<DealEvent, 'id'>[] {
  return society.changes.map(({ contactId, at, before, after }) => {
    const moment = new Date(at).toISOString()
    const subject = storedId('contacts', contactId)
    return {
      type: 'contact.changed',
      noun: 'contact',
      subject,
      occurredAt: moment,
      recordedAt: moment,
      before: told(before),
      after: told(after),
    }
  })
}

function told({ Title, AccountId, Department }: Society['changes'][number]['after']): Record<string, unknown> {
  return {
    ...(Title === undefined ? {} : { title: Title }),
    ...(AccountId === undefined ? {} : { accountId: AccountId === null ? null : storedId('accounts', text(AccountId)) }),
    ...(Department === undefined ? {} : { department: Department }),
  }
}

function contactOf(row: Society['contacts'][number]): JournalContact {
  return {
    id: storedId('contacts', text(row.Id)),
    externalId: text(row.Id),
    accountId: storedId('accounts', text(row.AccountId)),
    name: text(row.Name),
    firstName: text(row.FirstName),
    lastName: text(row.LastName),
    title: textOrNull(row.Title),
    department: textOrNull(row.Department),
    mailbox: textOrNull(row.Email),
    phone: textOrNull(row.Phone),
    reportsToId: row.ReportsToId === null ? null : storedId('contacts', text(row.ReportsToId)),
    doNotContact: row.doNotContact,
    inRoleSince: row.inRoleSince,
    createdAt: text(row.CreatedDate),
  }
}
