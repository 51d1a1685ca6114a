import { alertStep, type AlertStep } from '../../domain/alerts/alert-life.ts'
import type { Cause } from '../../domain/alerts/cause.ts'
import type { App, Ctx, NewEvent } from '../platform/context.ts'
import type { Db } from '../platform/db/connect.ts'
import { oneByOne } from '../platform/jobs/one-by-one.ts'
import { writeEvents } from '../platform/journal.ts'
import { causesInAccounts, causesInDeals, type Found, type Looker } from './causes.ts'
import { jobCtx, JOB_STAMP } from './job-ctx.ts'
import { ruleOf, wordsFor } from './rule-words.ts'
import { ruleChanges } from './rules/store.ts'
import * as store from './store.ts'
import { withAlerts, alertedAccounts } from './watch/store.ts'
import type { LookInput } from './worker.ts'

/** So many are read together, and forgotten before the next are read. */
const AT_ONCE = { deals: 50, accounts: 200 } as const
/** What a person just changed is looked at here and now; more than these in a thread of its own, so that nobody waits. */
const FEW = 20

/**
 * Looks at deals for causes for alert: opens what is new or news, follows what is known, and ends what is over. Whoever is
 * concerned is told by `tellWaiting`. Looking twice changes nothing.
 */
export async function evaluateDeals(app: App, deals: readonly string[]): Promise<void> {
  await evaluate(app, 'deals', deals, (some) => withAlerts(app.db, some))
}

/** The same for accounts. */
export async function evaluateAccounts(app: App, accounts: readonly string[]): Promise<void> {
  const alerted = new Set(accounts.length === 0 ? [] : await alertedAccounts(app.db))
  await evaluate(app, 'accounts', accounts, async () => alerted)
}

async function evaluate(
  app: App,
  what: keyof typeof AT_ONCE,
  ids: readonly string[],
  alertedAmong: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<void> {
  if (ids.length === 0) return
  const changes = await ruleChanges(app.db)
  const noun = what === 'deals' ? 'opportunity' : 'account'
  const batches = Array.from({ length: Math.ceil(ids.length / AT_ONCE[what]) }, (_, batch) =>
    ids.slice(batch * AT_ONCE[what], (batch + 1) * AT_ONCE[what]),
  )
  const look = async (some: readonly string[]) => {
    const ctx = jobCtx(app)
    const [found, alerted] = await Promise.all([
      ids.length <= FEW ? lookHere[what](ctx, some) : lookElsewhere(ctx, what, some),
      alertedAmong(some),
    ])
    const follows = async ({ id, causes, problem }: Found) => {
      if (problem !== undefined) throw new Error(problem)
      // Most have nothing to tell, and nothing to end.
      if (causes.length > 0 || alerted.has(id)) await follow(ctx, { noun, id }, causes, changes)
    }
    await oneByOne(app, found, follows, { what: ({ id }) => `${noun} ${id} could not be looked at for alerts` })
  }
  await oneByOne(app, batches, look, { what: (some) => `${some.length} ${what} could not be read for alerts` })
}

const lookHere = { deals: causesInDeals, accounts: causesInAccounts } as const satisfies Record<
  keyof typeof AT_ONCE,
  (looker: Looker, ids: readonly string[]) => Promise<Found[]>
>

function lookElsewhere({ app, now }: Ctx, what: keyof typeof AT_ONCE, ids: readonly string[]): Promise<Found[]> {
  const input: LookInput = { connection: app.connection, now, ids }
  return app.workers.run<Found[]>('alerts', what, input)
}

type Changes = Awaited<ReturnType<typeof ruleChanges>>

/** Moves what is known of a subject's alerts along with its causes. */
async function follow(ctx: Ctx, subject: Cause['subject'], causes: readonly Cause[], changes: Changes): Promise<void> {
  await ctx.app.db.transaction().execute(async (db) => {
    const known = await store.holdAbout(db, subject)
    const events: NewEvent[] = []
    const nameOf = (rule: string, key: string) => `${rule} ${key}`
    const rows = new Map(known.map((row) => [nameOf(row.rule, row.cause_key), row]))
    const found = new Map(causes.map((cause) => [nameOf(cause.rule, cause.key), cause]))
    for (const name of new Set([...rows.keys(), ...found.keys()])) {
      const [row, cause] = [rows.get(name), found.get(name)]
      const rule = row?.rule ?? cause?.rule ?? ''
      const quietDays = changes.get(rule)?.quietDays ?? ruleOf(rule)?.quietDays ?? 30
      const step = alertStep(row && store.lifeOf(row), cause, { now: ctx.now, quietDays })
      if (step) events.push(...(await keep(db, { row, cause, step, changes, now: ctx.now, subject })))
    }
    await writeEvents(db, events, { ...JOB_STAMP, now: ctx.now })
  })
}

async function keep(
  db: Db,
  given: {
    row: store.Row | undefined
    cause: Cause | undefined
    step: AlertStep
    changes: Changes
    now: string
    subject: Cause['subject']
  },
): Promise<NewEvent[]> {
  const { row, cause, step, changes, now, subject } = given
  const about = {
    noun: 'alert',
    opportunityId: subject.noun === 'opportunity' ? subject.id : null,
    accountId: subject.noun === 'account' ? subject.id : null,
  } as const
  const words = cause ? wordsFor(cause, changes) : undefined
  const id = row?.id ?? (cause && words ? await store.open(db, cause, step.life, words, now) : undefined)
  if (id === undefined) return []
  if (row)
    await store.save(db, id, step.life, {
      ...(words ? { words } : {}),
      ...(cause ? { cause } : {}),
      ...(step.opened === null ? {} : { openedAt: now }),
    })
  if (step.opened !== null && cause)
    return [
      {
        ...about,
        type: 'alert.opened',
        subject: id,
        before: row ? { state: row.state } : null,
        after: { rule: cause.rule, cause: cause.state, why: step.opened, recipientId: cause.recipientId, ...words },
      },
    ]
  if (step.life.state === 'gone')
    return [{ ...about, type: 'alert.gone', subject: id, before: { state: row?.state ?? null }, after: { state: 'gone' } }]
  return []
}
