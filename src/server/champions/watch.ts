import type { Departure } from '../../domain/stakeholders/champions/departures.ts'
import type { App, Ctx, NewEvent, Principal } from '../platform/context.ts'
import { oneByOne } from '../platform/jobs/one-by-one.ts'
import { writeEvents } from '../platform/journal.ts'
import { readDeal } from './reading.ts'
import { startPlan } from './start-plan.ts'
import * as store from './store.ts'

const JOB: Principal = { kind: 'job', userId: null, name: 'Watch of champions', role: 'admin' }

/**
 * Looks at the deals of which something new is known for champions who left, and starts a plan to save each open deal that
 * they champion, once for each departure. A departure that one deal shows counts on all of them.
 */
export async function watchDepartures(app: App, which: 'all' | 'changed' = 'changed'): Promise<void> {
  const watched = await store.dealsToWatch(app.db, which)
  const elsewhere = new Map<string, Departure>()
  const again = new Set<string>()
  const what = (deal: string) => `deal ${deal} could not be looked at for champions who left`
  const lookAlone = async (deal: string) => {
    const left = await look(app, deal, elsewhere)
    for (const departure of left) for (const { contactId } of recordsOf(departure)) elsewhere.set(contactId, departure)
    for (const other of await championed(app, left)) if (other !== deal) again.add(other)
  }
  await oneByOne(app, watched.deals, lookAlone, { what })
  await oneByOne(app, [...again], async (deal) => void (await look(app, deal, elsewhere)), { what })
  await store.keepWatched(app.db, watched, app.clock().toISOString())
}

function recordsOf({ thread }: Departure) {
  return [thread.person, ...thread.sameAs]
}

async function championed(app: App, left: readonly Departure[]): Promise<string[]> {
  const contacts = left.flatMap((departure) => recordsOf(departure).map(({ contactId }) => contactId))
  return contacts.length === 0 ? [] : store.championedBy(app.db, contacts)
}

/** Starts what plans the deal needs, in one transaction, and says who of its people left. */
async function look(app: App, deal: string, elsewhere: ReadonlyMap<string, Departure>): Promise<Departure[]> {
  const now = app.clock().toISOString()
  return app.db.transaction().execute(async (db) => {
    const events: NewEvent[] = []
    const ctx: Ctx = {
      app,
      db,
      principal: JOB,
      sight: { kind: 'all' },
      now,
      today: now.slice(0, 10),
      requestId: `champions ${deal}`,
      source: 'job',
      emit: (event) => void events.push(event),
    }
    const reading = await readDeal(ctx, deal)
    const { stage } = reading.dossier.opportunity
    const isOpen = stage !== 'closed_won' && stage !== 'closed_lost' && !reading.dossier.removed
    const left: Departure[] = []
    for (const one of reading.report.people) {
      const records = [one.person.person, ...one.person.sameAs].map(({ contactId }) => contactId)
      const own = one.departure?.departed ? one.departure : undefined
      if (own) left.push(own)
      const other = records.map((id) => elsewhere.get(id)).find((each) => each !== undefined)
      const departure = own ?? other
      if (!departure || !one.called || !isOpen) continue
      if (await store.isPlanned(db, deal, records, departure.firstSignAt)) continue
      // What another deal shows may be out of sight of those who read this plan: that, not how.
      const because = own ? own.sentence : `${one.person.person.name} seems to have left, as another deal shows.`
      const { firstSignAt, certainty } = departure
      await startPlan(ctx, reading, one, { firstSignAt, certainty, because, entered: false, note: null })
    }
    await writeEvents(db, events, { principal: JOB, now, source: 'job', requestId: ctx.requestId })
    return left
  })
}
