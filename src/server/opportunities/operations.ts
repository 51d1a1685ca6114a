import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import * as pipelines from '../pipelines/store.ts'
import type { Ctx } from '../platform/context.ts'
import { narrowed } from './changes.ts'
import { create } from './create.ts'
import { dossier } from './dossier.ts'
import { exportCsv } from './export.ts'
import { factsOf } from './facts.ts'
import * as journal from './journal/store.ts'
import * as kept from './list/kept.ts'
import * as list from './list/store.ts'
import { move } from './move.ts'
import * as store from './store.ts'
import { board, summary } from './summary.ts'
import { update } from './update.ts'

export const operations: Handlers<Api['opportunities'], Ctx> = {
  async list(ctx, { sort, order, limit, cursor, ...filter }) {
    const narrow = await narrowed(ctx, filter, await list.companyRates(ctx.db))
    const [page, total] = await Promise.all([
      kept.pageOfIds(ctx, narrow, { sort, order, limit, cursor }),
      kept.countOf(ctx, narrow),
    ])
    return { items: await store.byIds(ctx, page.ids), next: page.next, total }
  },
  summary,
  board,
  get: (ctx, { id }) => store.get(ctx, id),
  create,
  update,
  move,

  async assign(ctx, { id, ownerId }) {
    const row = await store.existing(ctx, id)
    if (row.owner_id === ownerId) return store.read(ctx, id)
    if (!(await store.activeUser(ctx.db, ownerId)))
      throw new Problem('invalid', 'The owner must be an active person of the company.')
    await store.change(ctx.db, id, { owner_id: ownerId })
    ctx.emit({ ...subject(row), type: 'opportunity.assigned', before: { ownerId: row.owner_id }, after: { ownerId } })
    return store.read(ctx, id)
  },

  async remove(ctx, { id }) {
    const row = await store.existing(ctx, id)
    await store.change(ctx.db, id, { deleted_at: ctx.now })
    const stage = await pipelines.findStage(ctx.db, row.stage_id)
    ctx.emit({ ...subject(row), type: 'opportunity.removed', before: factsOf(row, { name: stage?.name ?? '' }) })
    return { id }
  },

  async restore(ctx, { id }) {
    const row = await store.existingRemoved(ctx, id)
    await store.change(ctx.db, id, { deleted_at: null })
    const stage = await pipelines.findStage(ctx.db, row.stage_id)
    ctx.emit({ ...subject(row), type: 'opportunity.restored', after: factsOf(row, { name: stage?.name ?? '' }) })
    return store.read(ctx, id)
  },

  async history(ctx, { id, limit }) {
    await store.get(ctx, id)
    return { items: await journal.history(ctx, id, limit) }
  },
  dossier,
  export: exportCsv,
}

function subject(row: store.Row) {
  return { noun: 'opportunity', subject: row.id, opportunityId: row.id, accountId: row.account_id }
}
