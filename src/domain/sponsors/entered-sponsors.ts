import { z } from 'zod'
import { Money } from '../values/money.ts'
import { PlainDate } from '../values/plain-date.ts'
import { ALIGNMENTS, STANDINGS, type AccountContext, type EnteredNews, type EnteredSponsor } from './sponsor-account.ts'
import { byLearning, type PastEvent } from './past-event.ts'
import { SPONSOR_LEVELS } from './sponsor-levels.ts'

const text = (max: number) => z.string().trim().min(1).max(max)

/** What somebody of ours says of a person as an executive: whatever is named is set, null takes it away. */
export const SponsorPatch = z
  .object({
    standing: z.enum(STANDINGS).nullable(),
    oursId: z.guid().nullable(),
    priorities: z.array(text(200)).max(20),
    inRoleSince: PlainDate.nullable(),
    note: z.string().trim().max(2000).nullable(),
  })
  .partial()
export type SponsorPatch = z.infer<typeof SponsorPatch>

const Share = z.number().min(0).max(1).nullable()

/** What somebody of ours says of an account's goals, contract and value; a list replaces the one before. */
export const ContextPatch = z
  .object({
    goals: z.array(z.object({ goal: text(200), progress: Share.default(null) })).max(30),
    initiatives: z
      .array(
        z.object({
          initiative: text(200),
          priority: text(200).describe('The goal or priority of theirs that it serves, in the same words'),
          alignment: z.enum(ALIGNMENTS),
          evidence: z.string().trim().max(500).nullable().default(null),
        }),
      )
      .max(30),
    contract: z
      .object({
        number: z.string().trim().max(100).nullable().default(null),
        startOn: PlainDate.nullable().default(null),
        endOn: PlainDate.nullable().default(null),
        value: Money.nullable().default(null),
        renewsOn: PlainDate.nullable().default(null),
        status: z.string().trim().max(100).nullable().default(null),
      })
      .nullable(),
    roi: z.number().min(-1000).max(100_000).nullable().describe('Return in percent of what was paid'),
    strategicGoalsProgress: Share.describe('0 to 1'),
    executiveDashboardViews: z.int().min(0).nullable(),
  })
  .partial()
export type ContextPatch = z.infer<typeof ContextPatch>

const LevelSet = z.object({ contactId: z.string(), level: z.enum(SPONSOR_LEVELS).nullable(), reason: z.string().nullable() })
const NewsTold = z.object({
  what: z.string(),
  impact: z.string().nullable(),
  source: z.string(),
  contactId: z.string().nullable(),
})

const NOBODY: EnteredSponsor = { standing: null, oursId: null, priorities: [], inRoleSince: null, note: null, level: null }

export interface Entered {
  readonly sponsors: ReadonlyMap<string, EnteredSponsor>
  readonly context: AccountContext
  readonly news: readonly EnteredNews[]
}

/** What had been entered about an account's sponsors, from its events, over what was imported. */
export function enteredAt(events: readonly PastEvent[], imported: AccountContext): Entered {
  const sponsors = new Map<string, EnteredSponsor>()
  let context = imported
  const news: EnteredNews[] = []
  for (const event of events.toSorted(byLearning)) {
    const { type, after, recordedAt, actor, id } = event
    if (type === 'sponsor.set') {
      const contactId = after?.['contactId']
      const patch = SponsorPatch.safeParse(after)
      if (typeof contactId === 'string' && patch.success)
        sponsors.set(contactId, { ...(sponsors.get(contactId) ?? NOBODY), ...(patch.data as Partial<EnteredSponsor>) })
    } else if (type === 'sponsor.level-set') {
      const set = LevelSet.safeParse(after)
      if (!set.success) continue
      const { contactId, level, reason } = set.data
      const entered = level === null ? null : { level, reason: reason ?? '', by: actor.name, at: recordedAt }
      sponsors.set(contactId, { ...(sponsors.get(contactId) ?? NOBODY), level: entered })
    } else if (type === 'sponsor.context-set') {
      const patch = ContextPatch.safeParse(after)
      if (patch.success) context = withContext(context, patch.data)
    } else if (type === 'sponsor.news-told') {
      const told = NewsTold.safeParse(after)
      if (told.success) news.push({ at: event.occurredAt, evidence: String(id), ...told.data })
    }
  }
  return { sponsors, context, news }
}

function withContext(context: AccountContext, patch: ContextPatch): AccountContext {
  const { metrics } = context
  return {
    goals: patch.goals ?? context.goals,
    initiatives: patch.initiatives ?? context.initiatives,
    contract: patch.contract === undefined ? context.contract : patch.contract,
    metrics: {
      roi: patch.roi === undefined ? metrics.roi : patch.roi,
      strategicGoalsProgress:
        patch.strategicGoalsProgress === undefined ? metrics.strategicGoalsProgress : patch.strategicGoalsProgress,
      executiveDashboardViews:
        patch.executiveDashboardViews === undefined ? metrics.executiveDashboardViews : patch.executiveDashboardViews,
    },
    source: 'entered',
  }
}
