import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import { may } from '../../domain/access/right.ts'
import type { AccountPatch } from '../../domain/accounts/account.ts'
import { companyRates } from '../opportunities/list/store.ts'
import { activeUser } from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { keptAnswers, PLANS_OF_DEALS } from '../platform/kept-answers.ts'
import { difference } from '../platform/journal.ts'
import * as store from './store.ts'

/** Orders by worth and by activity go through every deal: once for all who ask, until something is recorded. */
const pages = keptAnswers<Awaited<ReturnType<typeof store.pageOfIds>>>(200, { beside: PLANS_OF_DEALS })
const totals = keptAnswers<number>(200, { beside: PLANS_OF_DEALS })

export const operations: Handlers<Api['accounts'], Ctx> = {
  async list(ctx, { sort, order, limit, cursor, ...filter }) {
    const rates = await companyRates(ctx.db)
    const page = { sort, order, limit, cursor }
    const [shown, total] = await Promise.all([
      pages(ctx, [filter, page, rates.base, [...rates.rates], sort === 'activity' && toTheMinute(ctx.now)], () =>
        store.pageOfIds(ctx, filter, rates, page),
      ),
      totals(ctx, filter, () => store.count(ctx, filter)),
    ])
    return { items: await store.byIds(ctx, shown.ids, rates), next: shown.next, total }
  },

  get: async (ctx, { id }) => store.read(ctx, await store.idOf(ctx, id), await companyRates(ctx.db)),

  async create(ctx, { name, ownerId, ...patch }) {
    const own = ctx.principal?.userId ?? null
    if (ownerId !== undefined && ownerId !== own) {
      if (!ctx.principal || !may(ctx.principal.role, 'deals:assign'))
        throw new Problem('forbidden', 'You can create accounts for yourself only.')
      if (!(await activeUser(ctx.db, ownerId))) throw new Problem('invalid', 'The owner must be an active person of the company.')
    }
    const id = await store.insert(ctx.db, { ...toChange(patch), name, owner_id: ownerId ?? own, created_at: ctx.now })
    const row = await store.unseen(ctx.db, id)
    ctx.emit({ type: 'account.created', noun: 'account', subject: id, accountId: id, after: factsOf(row) })
    return store.read(ctx, id, await companyRates(ctx.db))
  },

  async update(ctx, { id, ...patch }) {
    const row = await store.existing(ctx, id)
    const values = toChange(patch)
    const changed = difference(factsOf(row), factsOf({ ...row, ...values }))
    if (changed) {
      await store.change(ctx.db, id, values)
      ctx.emit({ type: 'account.changed', noun: 'account', subject: id, accountId: id, ...changed })
    }
    return store.read(ctx, id, await companyRates(ctx.db))
  },
}

/** What is planned for later today becomes the latest activity when its time has come, and nothing is recorded then. */
function toTheMinute(now: string): string {
  return now.slice(0, 16)
}

function factsOf(row: store.Row) {
  return {
    name: row.name,
    ownerId: row.owner_id,
    industry: row.industry,
    segment: row.segment,
    employeeCount: row.employee_count,
    website: row.website,
    country: row.country,
    city: row.city,
  }
}

/** Only fields that were given; an empty text clears. */
function toChange(patch: AccountPatch) {
  const given = {
    name: patch.name,
    industry: patch.industry === '' ? null : patch.industry,
    segment: patch.segment,
    employee_count: patch.employeeCount,
    website: patch.website === '' ? null : patch.website,
    country: patch.country === '' ? null : patch.country,
    city: patch.city === '' ? null : patch.city,
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof typeof given]?: Exclude<(typeof given)[K], undefined>
  }
}
