import type { z } from 'zod'
import type { Api } from '../../../contract/api.ts'
import type { claims } from '../../../contract/claims.ts'
import type { Handlers } from '../../../contract/operation.ts'
import { Problem } from '../../../contract/problem.ts'
import type { ClaimRecord } from '../../../domain/forecasting/claims/claim-record.ts'
import { kindOfClaim } from '../../../domain/forecasting/claims/deal-claims.ts'
import * as accuracy from '../../accuracy/store.ts'
import * as opportunities from '../../opportunities/store.ts'
import type { Ctx } from '../../platform/context.ts'
import { figuredFirst } from '../../platform/figured-first.ts'
import { dealAnswer } from '../deal-answer.ts'
import { peopleClaims } from './people-claims.ts'
import * as store from './store.ts'

type Inputs = { [K in keyof typeof claims]: z.output<(typeof claims)[K]['input']> }

export const operations: Handlers<Api['claims'], Ctx> = {
  async list(ctx, { deal }) {
    const id = await opportunities.idOf(ctx, deal)
    const [people, judgements] = await Promise.all([peopleClaims(ctx, id), store.judgementsOf(ctx, id)])
    return { people: people.map((one) => ({ ...one, counted: [...one.counted] })), judgements }
  },

  judge: figuredFirst(claimAsItStands, judge),

  async withdraw(ctx, { deal, judgement }) {
    const row = await opportunities.existing(ctx, deal)
    const made = (await store.judgementsOf(ctx, deal)).find(({ id }) => id === judgement)
    if (!made) throw new Problem('not-found', 'Nothing like that was called on this deal, or it was taken back.')
    if (!made.mine && made.by !== null) throw new Problem('forbidden', `${made.by.name} called this. Only they can take it back.`)
    await store.withdraw(ctx, judgement)
    const { claim, statement, verdict, note, asOf, model } = made
    ctx.emit({
      type: 'claim.judgement-withdrawn',
      noun: 'claim',
      subject: judgement,
      opportunityId: deal,
      accountId: row.account_id,
      before: { claim, statement, verdict, note, asOf, model },
    })
    return { judgement }
  },

  async records(ctx) {
    const [known, called] = await Promise.all([accuracy.grading(ctx.db, 'quarter'), store.calledByKind(ctx.db)])
    const last = known?.last?.report.claims ? known.last : null
    return {
      state: known?.state === 'ready' && !last ? 'never' : (known?.state ?? 'never'),
      basis: last && { asOf: last.asOf, model: last.version, computedAt: last.computedAt },
      items: (last?.report.claims ?? []).map(withoutDeals),
      called,
    }
  },

  async record(ctx, { claim }) {
    const known = await accuracy.grading(ctx.db, 'quarter')
    const record = known?.last?.report.claims?.find((one) => one.claim === claim)
    if (!record) return { record: null, deals: [], unseen: 0 }
    const seen = await store.seenByKey(
      ctx,
      record.deals.map(({ key }) => key),
    )
    const deals = record.deals.flatMap(({ key, ...told }) => {
      const deal = seen.get(key)
      return deal ? [{ ...deal, ...told }] : []
    })
    return { record: withoutDeals(record), deals, unseen: record.deals.length - deals.length }
  },
}

function withoutDeals({ deals: _deals, ...record }: ClaimRecord) {
  return record
}

interface Standing {
  readonly claim: string
  readonly statement: string
  readonly model: string | null
}

/** What is called right or wrong is what the product says at this moment, not what somebody sends as such. */
async function claimAsItStands(ctx: Ctx, { deal, claim }: Inputs['judge']): Promise<Standing> {
  const id = await opportunities.idOf(ctx, deal)
  const isOfPeople = claim === 'threads' || claim.startsWith('person/')
  const { said, model } = isOfPeople
    ? { said: await peopleClaims(ctx, id), model: null }
    : await dealAnswer(ctx, { deal: id }).then(({ now, model: { version } }) => ({ said: now?.claims ?? [], model: version }))
  const found = said.find(({ key }) => key === claim)
  if (!found) throw new Problem('not-allowed-now', 'This is not said of the deal any more. Load the page anew to see what is.')
  return { claim, statement: found.statement, model }
}

async function judge(ctx: Ctx, { deal, verdict, note }: Inputs['judge'], standing: Standing) {
  const row = await opportunities.existing(ctx, deal)
  const { claim, statement, model } = standing
  // A person has one opinion of a claim: the newer takes the place of the older.
  for (const one of await store.judgementsOf(ctx, deal)) if (one.mine && one.claim === claim) await store.withdraw(ctx, one.id)
  const made = { claim, kind: kindOfClaim(claim), statement, model, verdict, note: note || null }
  const id = await store.insert(ctx, deal, made)
  const { kind: _kind, ...told } = made
  ctx.emit({
    type: 'claim.judged',
    noun: 'claim',
    subject: id,
    opportunityId: deal,
    accountId: row.account_id,
    after: { ...told, asOf: ctx.today },
  })
  const found = (await store.judgementsOf(ctx, deal)).find((one) => one.id === id)
  if (!found) throw new Error('What was just called is not there.')
  return found
}
