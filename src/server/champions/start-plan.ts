import type { ReportedChampion } from '../../domain/stakeholders/champions/champion-report.ts'
import { saveSteps } from '../../domain/stakeholders/champions/save-plan.ts'
import type { Ctx } from '../platform/context.ts'
import type { Reading } from './reading.ts'
import * as store from './plans/store.ts'

interface Gone {
  readonly firstSignAt: string
  readonly certainty: number
  readonly because: string
  /** One of us said so; otherwise the signs did. */
  readonly entered: boolean
  readonly note: string | null
}

/** Starts the plan to save a deal whose champion is gone, and tells the journal; undefined where one is open already. */
export async function startPlan(ctx: Ctx, reading: Reading, who: ReportedChampion, gone: Gone): Promise<string | undefined> {
  const { id: deal, row, report } = reading
  const contactId = who.person.person.contactId
  const departures = report.people.flatMap(({ departure }) => departure ?? [])
  const steps = saveSteps(
    who.person,
    report.people.map(({ person }) => person),
    departures,
    ctx.today,
  )
  const plan = await store.insertPlan(ctx.db, { deal, contactId, ownerId: row.owner_id, steps, ...gone }, ctx.now)
  if (plan === undefined) return undefined
  const about = { opportunityId: deal, accountId: row.account_id }
  ctx.emit({
    ...about,
    type: 'champion.departed',
    noun: 'champion',
    subject: contactId,
    after: { contactId, name: who.person.person.name, ...gone },
  })
  ctx.emit({
    ...about,
    type: 'save-plan.started',
    noun: 'save-plan',
    subject: plan,
    after: {
      contactId,
      steps: steps.map(({ key, title, dueOn }) => ({ key, title, dueOn, ownerId: row.owner_id, doneAt: null })),
    },
  })
  return plan
}
