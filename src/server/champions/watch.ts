import { dossierAt } from '../../domain/opportunities/replay.ts'
import { whileOpen } from '../../domain/stakeholders/champions/champion-report.ts'
import { departures, type Departure } from '../../domain/stakeholders/champions/departures.ts'
import { editsIn } from '../../domain/stakeholders/champions/edit-signs.ts'
import { threadsOf } from '../../domain/stakeholders/threads.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import { historiesOf } from '../opportunities/history/store.ts'
import type { App, Ctx, NewEvent, Principal } from '../platform/context.ts'
import { oneByOne } from '../platform/jobs/one-by-one.ts'
import type { Db } from '../platform/db/connect.ts'
import { writeEvents } from '../platform/journal.ts'
import { readSettings } from '../settings/store.ts'
import { readDeal } from './reading.ts'
import { startPlan } from './start-plan.ts'
import { isPlanned } from './plans/store.ts'
import { championedBy } from './store.ts'
import { dealsToWatch, keepWatched, spokenOf } from './watch/store.ts'

const JOB: Principal = { kind: 'job', userId: null, name: 'Watch of champions', role: 'admin' }

/**
 * Looks at the deals of which something new is known for champions who left, and starts a plan to save each open deal that
 * they champion, once for each departure. A departure that one deal shows counts on all of them.
 */
export async function watchDepartures(app: App, which: 'all' | 'changed' = 'changed'): Promise<void> {
  const watched = await dealsToWatch(app.db, which)
  const elsewhere = new Map<string, Departure>()
  const again = new Set<string>()
  const what = (deal: string) => `deal ${deal} could not be looked at for champions who left`
  const lookAlone = async (deal: string) => {
    const left = await look(app, deal, elsewhere)
    for (const departure of left) for (const { contactId } of recordsOf(departure)) elsewhere.set(contactId, departure)
    for (const other of await championed(app, left)) if (other !== deal) again.add(other)
  }
  for (let from = 0; from < watched.deals.length; from += DEALS_AT_ONCE) {
    const some = watched.deals.slice(from, from + DEALS_AT_ONCE)
    const lookAtSome = async (deals: readonly string[]) => oneByOne(app, await suspectsAmong(app, deals), lookAlone, { what })
    await oneByOne(app, [some], lookAtSome, { what: () => `${some.length} deals could not be read for champions who left` })
  }
  await oneByOne(app, [...again], async (deal) => void (await look(app, deal, elsewhere)), { what })
  await keepWatched(app.db, watched, app.clock().toISOString())
}

/** Read together and forgotten; a deal is read again, alone, only where somebody may have left. */
const DEALS_AT_ONCE = 50

async function suspectsAmong(app: App, deals: readonly string[]): Promise<string[]> {
  const ctx = jobCtx(app, app.db, 'champions', () => undefined)
  const [histories, spoken, settings] = await Promise.all([
    historiesOf(ctx, deals),
    spokenOf(app.db, deals),
    readSettings(app.db),
  ])
  const before = asOfInstant(undefined, ctx.now)
  return deals.filter((deal) => {
    const history = histories.get(deal)
    const dossier = history && dossierAt(history, before)
    if (!dossier) return false
    if (spoken.has(deal)) return true
    const { asOf, activities, people } = whileOpen(dossier)
    const threads = threadsOf({ asOf, activities, people }, settings.threading)
    const records = { asOf, activities, edits: editsIn(history.events, asOf) }
    return departures(threads, records, settings.champions.departureCertainty).some(({ departed }) => departed)
  })
}

function jobCtx(app: App, db: Db, requestId: string, emit: Ctx['emit']): Ctx {
  const now = app.clock().toISOString()
  return { app, db, principal: JOB, sight: { kind: 'all' }, now, today: now.slice(0, 10), requestId, source: 'job', emit }
}

function recordsOf({ thread }: Departure) {
  return [thread.person, ...thread.sameAs]
}

async function championed(app: App, left: readonly Departure[]): Promise<string[]> {
  const contacts = left.flatMap((departure) => recordsOf(departure).map(({ contactId }) => contactId))
  return contacts.length === 0 ? [] : championedBy(app.db, contacts)
}

/** Starts what plans the deal needs, in one transaction, and says who of its people left. */
async function look(app: App, deal: string, elsewhere: ReadonlyMap<string, Departure>): Promise<Departure[]> {
  return app.db.transaction().execute(async (db) => {
    const events: NewEvent[] = []
    const ctx = jobCtx(app, db, `champions ${deal}`, (event) => void events.push(event))
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
      if (await isPlanned(db, deal, records, departure.firstSignAt)) continue
      // What another deal shows may be out of sight of those who read this plan: that, not how.
      const because = own ? own.sentence : `${one.person.person.name} seems to have left, as another deal shows.`
      const { firstSignAt, certainty } = departure
      await startPlan(ctx, reading, one, { firstSignAt, certainty, because, entered: false, note: null })
    }
    await writeEvents(db, events, { principal: JOB, now: ctx.now, source: 'job', requestId: ctx.requestId })
    return left
  })
}
