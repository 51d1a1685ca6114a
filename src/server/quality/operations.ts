import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { dataScore } from '../../domain/quality/data-score.ts'
import type { Ctx } from '../platform/context.ts'
import { keptAnswers, PLANS_OF_DEALS } from '../platform/kept-answers.ts'
import * as store from './store.ts'

const WORDS: Readonly<Record<string, { title: string; advice: string }>> = {
  'missing-amount': {
    title: 'Open deals without an amount',
    advice: 'Enter what the deal is expected to bring; until then list prices or like deals stand in.',
  },
  'missing-close-date': {
    title: 'Open deals without a close date',
    advice: 'Enter the day on which the customer means to sign.',
  },
  'past-close-date': { title: 'Open deals past their close date', advice: 'Set a new close date, or close the deal.' },
  stale: { title: 'Open deals with nothing for 60 days', advice: 'Get in touch, or close the deal.' },
  'missing-next-step': { title: 'Open deals without a next step', advice: 'Write down what happens next, and when.' },
  'missing-owner': { title: 'Open deals without an owner', advice: 'Give each deal an owner.' },
  'missing-account': { title: 'Open deals without an account', advice: 'Choose the account that the deal belongs to.' },
  'missing-contact': { title: 'Open deals with nobody of the customer', advice: 'Add the people that you speak with.' },
  'conflicting-close': {
    title: 'Closed deals that contradict themselves',
    advice: 'Correct the close date, the date of creation or the amount.',
  },
  duplicate: { title: 'Open deals that look alike', advice: 'Check whether they are one deal entered twice; remove the other.' },
  'duplicate-account': { title: 'Accounts that look alike', advice: 'Merge them in the CRM if they are one company.' },
  'duplicate-person': { title: 'People who share a mailbox', advice: 'Merge them in the CRM if they are one person.' },
}

type Report = z.infer<Api['quality']['report']['output']>

const remembered = keptAnswers<Report>(100)

/** Contradictions and doubles are told by what is planned of no deal. */
const rememberedDeals = keptAnswers<readonly [store.Found, store.Found]>(100, { beside: PLANS_OF_DEALS })

/** Accounts and people change far less often than deals, and there are more of them to go through. */
const rememberedNames = keptAnswers<readonly [store.Found, store.Found]>(10, [
  'account.created',
  'account.changed',
  'contact.created',
  'contact.changed',
  'import.stored',
])

/** Going through everybody on every deal takes longer than all other checks of open deals together. */
const rememberedNobody = keptAnswers<readonly string[]>(100, [
  'opportunity.created',
  'opportunity.assigned',
  'opportunity.moved',
  'opportunity.removed',
  'opportunity.restored',
  'stakeholder.added',
  'stakeholder.changed',
  'stakeholder.removed',
  'import.stored',
])

/** Going through every deal, account and person takes a third of a second at 100,000 deals. */
export const operations: Handlers<Api['quality'], Ctx> = {
  report: (ctx) => remembered(ctx, null, () => report(ctx)),
}

async function report(ctx: Ctx): Promise<Report> {
  const [deals, [conflicts, twins], [accounts, people]] = await Promise.all([
    rememberedNobody(ctx, null, () => store.dealsWithNobody(ctx)).then((withNobody) => store.dealChecks(ctx, withNobody)),
    rememberedDeals(ctx, null, () => Promise.all([store.conflictingCloses(ctx), store.duplicateDeals(ctx)])),
    // Whose accounts and people somebody sees who does not see all changes with the deals.
    ctx.sight.kind === 'all' ? rememberedNames(ctx, null, () => duplicates(ctx)) : duplicates(ctx),
  ])
  const found = new Map<string, store.Found>([
    ...deals,
    ['conflicting-close', conflicts],
    ['duplicate', twins],
    ['duplicate-account', accounts],
    ['duplicate-person', people],
  ])
  const checks = [...found].map(([kind, { failed, of }]) => ({ kind, failed, of }))
  const open = deals.get('missing-amount')?.of ?? 0
  return {
    score: dataScore(checks),
    checked: open + conflicts.of + accounts.of + people.of,
    issues: [...found]
      .filter(([, { failed }]) => failed > 0)
      .sort(([, a], [, b]) => b.failed / Math.max(1, b.of) - a.failed / Math.max(1, a.of))
      .map(([kind, { failed, of, examples }]) => ({
        kind,
        title: WORDS[kind]?.title ?? kind,
        count: failed,
        of,
        advice: WORDS[kind]?.advice ?? '',
        examples,
      })),
  }
}

function duplicates(ctx: Ctx) {
  return Promise.all([store.duplicateAccounts(ctx), store.duplicatePeople(ctx)])
}
