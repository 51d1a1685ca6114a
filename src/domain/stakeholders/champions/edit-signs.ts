import { epochMs, type Instant } from '../../values/instant.ts'
import type { DealEvent } from '../../opportunities/replay.ts'
import { isFormerTitle } from '../roles/former-title.ts'
import { CERTAINTY_OF } from './departure-sign.ts'
import type { DepartureSign, Leaver } from './departures.ts'

/** A change of somebody's record that may say that they left. */
export interface RecordEdit {
  readonly contactId: string
  readonly field: (typeof TELLING)[number]
  readonly at: Instant
  readonly from: string | null
  readonly to: string | null
  readonly eventId: string
}

const TELLING = ['title', 'accountId'] as const

/** Those among events of the journal that were recorded before an instant, in the order of learning. */
export function editsIn(events: readonly DealEvent[], asOf: Instant): RecordEdit[] {
  return events
    .filter(({ noun, subject }) => noun === 'contact' && subject !== null)
    .filter(({ recordedAt }) => epochMs(recordedAt) < epochMs(asOf))
    .toSorted((a, b) => epochMs(a.recordedAt) - epochMs(b.recordedAt) || a.id - b.id)
    .flatMap(({ id, subject, recordedAt, before, after }) =>
      TELLING.filter((field) => after && field in after).map((field) => ({
        contactId: subject ?? '',
        field,
        at: recordedAt,
        from: textOf(before?.[field]),
        to: textOf(after?.[field]),
        eventId: String(id),
      })),
    )
}

/** What edits of their records say, and a title that spoke of the past when the record was new. */
export function editSigns(records: readonly Leaver[], edits: readonly RecordEdit[]): DepartureSign[] {
  return records.flatMap((record) => {
    const own = edits.filter(({ contactId }) => contactId === record.contactId)
    const titles = own.filter(({ field }) => field === 'title')
    return [
      ...(titles.length === 0 ? formerFromTheStart(record) : formerTitle(titles)),
      ...otherEmployer(own.filter(({ field }) => field === 'accountId')),
    ]
  })
}

function formerFromTheStart({ title, joinedAt }: Leaver): DepartureSign[] {
  return title !== null && isFormerTitle(title) ? [sign('title', joinedAt, `Their title is “${title}”`, null)] : []
}

/** The first of the edits since which the title speaks of the past. */
function formerTitle(edits: readonly RecordEdit[]): DepartureSign[] {
  const edit = edits[edits.findLastIndex(({ to }) => to === null || !isFormerTitle(to)) + 1]
  return edit ? [sign('title', edit.at, `Their title was changed to “${edit.to}”`, edit.eventId)] : []
}

/** Moved to another account and not back. */
function otherEmployer(edits: readonly RecordEdit[]): DepartureSign[] {
  const first = edits.find(({ from }) => from !== null)
  const last = edits.at(-1)
  if (!first || !last || last.to === null || last.to === first.from) return []
  const moved = edits.find(({ to }) => to === last.to) ?? last
  return [sign('employer', moved.at, 'Their record was moved to another company', moved.eventId)]
}

function sign(kind: 'title' | 'employer', at: Instant, sentence: string, eventId: string | null): DepartureSign {
  return { kind, at, certainty: CERTAINTY_OF[kind], sentence, quote: null, activityId: null, eventId }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
