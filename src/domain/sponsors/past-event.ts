import type { JournalEvent } from '../journal/event.ts'

/** As much of a journal event as an account's past is rebuilt from. */
export type PastEvent = Pick<
  JournalEvent,
  'id' | 'type' | 'noun' | 'subject' | 'occurredAt' | 'recordedAt' | 'before' | 'after' | 'source'
> & { readonly actor: { readonly name: string } }

/** In order of learning; what was learnt at once in order of writing. */
export function byLearning(a: PastEvent, b: PastEvent): number {
  return a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.id - b.id
}
