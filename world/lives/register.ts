import type { Export } from '../crm/export-tables.ts'
import { drained, type RowOf } from '../journal/drained.ts'
import { required } from '../required.ts'

export type ContactRow = RowOf<Export['contacts']>

/** An edit of a contact in the CRM. */
export interface ContactChange {
  readonly contactId: string
  /** Milliseconds. */
  readonly at: number
  readonly after: Partial<Pick<ContactRow, 'Title' | 'AccountId' | 'Department'>>
}

/** The contacts of the export while people's lives are added to them: rows as first entered, and the edits that come later. */
export class Register {
  readonly changes: ContactChange[] = []
  /** People who want nothing from us, and since when executives are in their position, as far as somebody entered it. */
  readonly doNotContact = new Set<string>()
  readonly inRoleSince = new Map<string, string>()
  private readonly rows: Map<string, ContactRow>
  private readonly byAccount = new Map<string, string[]>()

  constructor(out: Export) {
    this.rows = new Map(drained(out.contacts).map((row) => [String(row.Id), row]))
    for (const row of this.rows.values()) this.place(row)
  }

  get all(): Iterable<ContactRow> {
    return this.rows.values()
  }

  row(id: string): ContactRow {
    return required(this.rows.get(id))
  }

  /** Contacts of an account in the order in which they were entered. */
  at(accountId: string): readonly ContactRow[] {
    return (this.byAccount.get(accountId) ?? []).map((id) => this.row(id))
  }

  add(row: ContactRow): void {
    this.rows.set(String(row.Id), row)
    this.place(row)
  }

  set(id: string, fields: Partial<ContactRow>): void {
    this.rows.set(id, { ...this.row(id), ...fields })
  }

  /** Writes the contacts into the export as they were first entered. */
  writeFirst(out: Export): void {
    for (const row of this.rows.values()) out.contacts.add(row)
  }

  /** Brings the export up to date with every edit: what a CRM shows that keeps no history of its contacts. */
  writeEdits(out: Export): void {
    const rows = new Map(drained(out.contacts).map((row) => [String(row.Id), row]))
    for (const { contactId, at, after } of this.changes.toSorted((a, b) => a.at - b.at))
      rows.set(contactId, { ...required(rows.get(contactId)), ...after, LastModifiedDate: new Date(at).toISOString() })
    for (const row of rows.values()) out.contacts.add(row)
  }

  private place(row: ContactRow): void {
    const account = String(row.AccountId)
    const there = this.byAccount.get(account)
    if (there) there.push(String(row.Id))
    else this.byAccount.set(account, [String(row.Id)])
  }
}
