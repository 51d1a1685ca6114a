import { epochMs, type Instant } from '../../values/instant.ts'
import type { DealEvent } from '../../opportunities/replay.ts'
import { CERTAINTY_OF } from './departure-sign.ts'
import type { DepartureSign } from './departures.ts'
import { isFormerTitle } from '../roles/former-title.ts'

interface Edit {
  readonly at: Instant
  readonly from: unknown
  readonly to: unknown
}

/** What edits of their records say: a title that speaks of the past, or another employer. */
export function editSigns(
  ids: ReadonlySet<string>,
  { events, asOf }: { readonly events: readonly DealEvent[]; readonly asOf: Instant },
): DepartureSign[] {
  const own = events
    .filter(({ noun, subject }) => noun === 'contact' && subject !== null && ids.has(subject))
    .filter(({ recordedAt }) => epochMs(recordedAt) < epochMs(asOf))
    .toSorted((a, b) => epochMs(a.recordedAt) - epochMs(b.recordedAt) || a.id - b.id)
  return [...ids].flatMap((id) => {
    const of = own.filter(({ subject }) => subject === id)
    return [...formerTitle(editsOf(of, 'title')), ...otherEmployer(editsOf(of, 'accountId'))]
  })
}

function editsOf(events: readonly DealEvent[], field: string): Edit[] {
  return events.flatMap(({ recordedAt, before, after }) =>
    after && field in after ? [{ at: recordedAt, from: before?.[field], to: after[field] }] : [],
  )
}

/** The first of the edits since which the title speaks of the past. */
function formerTitle(edits: readonly Edit[]): DepartureSign[] {
  const since = edits.findLastIndex(({ to }) => typeof to !== 'string' || !isFormerTitle(to)) + 1
  const edit = edits[since]
  if (!edit || typeof edit.to !== 'string') return []
  const sentence = `Their title was changed to “${edit.to}”`
  return [{ kind: 'title', at: edit.at, certainty: CERTAINTY_OF.title, sentence, quote: null, activityId: null }]
}

/** Moved to another account and not back. */
function otherEmployer(edits: readonly Edit[]): DepartureSign[] {
  const first = edits.find(({ from }) => typeof from === 'string')
  const last = edits.at(-1)
  if (!first || !last || typeof last.to !== 'string' || last.to === first.from) return []
  const at = edits.find(({ to }) => to === last.to)?.at ?? last.at
  const sentence = 'Their record was moved to another company'
  return [{ kind: 'employer', at, certainty: CERTAINTY_OF.employer, sentence, quote: null, activityId: null }]
}
