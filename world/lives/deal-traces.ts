import { groupedBy } from '../../src/domain/values/grouped.ts'
import type { Deal } from '../crm/deal.ts'
import type { Export, GrowingTable } from '../crm/export-tables.ts'
import type { RowOf } from '../journal/drained.ts'

type EmailRow = RowOf<Export['emails']>
export type MeetingRow = RowOf<Export['events']> & { readonly guests: readonly RowOf<Export['eventRelations']>[] }

/** What the records already hold of a deal's exchange. */
export interface DealTraces {
  readonly deal: Deal
  /** When the deal was closed in the CRM, or the end of the export. */
  readonly until: number
  readonly emails: readonly EmailRow[]
  readonly meetings: readonly MeetingRow[]
}

/** Where the tables end before a deal's activities are written. */
export function marked(out: Export) {
  return { emails: out.emails.rows.length, events: out.events.rows.length, relations: out.eventRelations.rows.length }
}

export function tracesSince(mark: ReturnType<typeof marked>, deal: Deal, until: number, out: Export): DealTraces {
  const guests = groupedBy(rowsFrom(out.eventRelations, mark.relations), (row) => row.EventId)
  const meetings = rowsFrom(out.events, mark.events).map((row) => ({ ...row, guests: guests.get(row.Id) ?? [] }))
  return { deal, until, emails: rowsFrom(out.emails, mark.emails), meetings }
}

/** The rows of a table by column, left in it. */
export function rowsFrom<C extends string>(table: GrowingTable<C>, from = 0): RowOf<GrowingTable<C>>[] {
  const columns = table.columns as readonly C[]
  return table.rows
    .slice(from)
    .map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])) as RowOf<GrowingTable<C>>)
}
