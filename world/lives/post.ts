import type { Export } from '../crm/export-tables.ts'
import type { RecordIds } from '../crm/record-ids.ts'
import { stamp } from '../crm/working-hours.ts'

export interface Letter {
  readonly at: number
  readonly incoming: boolean
  readonly from: Mailbox
  readonly to: Mailbox
  readonly cc?: readonly Mailbox[]
  readonly subject: string
  readonly body: string
  readonly sentiment?: 'positive' | 'neutral' | 'negative'
}

export interface Mailbox {
  readonly name: string
  readonly email: string
}

/** Files mail with one record of the CRM, as long as it lies before the end of that record's time. */
export class Post {
  private readonly out: Export
  private readonly ids: RecordIds
  private readonly relatedTo: string
  private readonly until: number

  constructor(out: Export, ids: RecordIds, relatedTo: string, until: number) {
    this.out = out
    this.ids = ids
    this.relatedTo = relatedTo
    this.until = until
  }

  /** Answers the mail's id and when it came into the records; null where it would lie too late. */
  file(letter: Letter): { readonly id: string; readonly recordedAt: string } | null {
    const recorded = letter.at + 300_000
    if (recorded >= this.until) return null
    const id = this.ids.next('email')
    const recordedAt = stamp(recorded)
    this.out.emails.add({
      Id: id,
      RelatedToId: this.relatedTo,
      FromName: letter.from.name,
      FromAddress: letter.from.email,
      ToAddress: letter.to.email,
      CcAddress: (letter.cc ?? []).map(({ name, email }) => `${name} <${email}>`).join('; ') || null,
      Incoming: letter.incoming,
      MessageDate: stamp(letter.at),
      Subject: letter.subject,
      TextBody: letter.body || null,
      Sentiment__c: letter.incoming ? (letter.sentiment ?? null) : null,
      CreatedDate: recordedAt,
    })
    return { id, recordedAt }
  }
}
