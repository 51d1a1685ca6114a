import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { isClosed, type PipelineStage } from '../../domain/opportunities/stage.ts'
import { api } from '../app/api.ts'
import { useUndo, type Undoable } from '../app/undo.tsx'
import { withDeal } from './deal-cache.ts'
import { moveText } from './deal-words.ts'

/** Fields that are changed where they stand. */
export type DealEdit = Partial<
  Pick<
    Opportunity,
    'name' | 'amount' | 'expectedCloseOn' | 'forecastCategory' | 'nextAction' | 'nextActionDueOn' | 'segment' | 'description'
  >
>

export interface Closing {
  readonly closedOn?: string | undefined
  readonly lostReason?: string | undefined
}

/** Changes of deals as every page makes them: shown at once, taken back with the reason when refused, with Undo when saved. */
export interface DealChanges {
  /** `text` says what is done, with the deal: "Halden Bank amount set to $412K". */
  patch(deal: Opportunity, change: DealEdit, text: string): Promise<void>
  /** The same change for several deals, taken back together. Rejects with the first refusal; what was saved stays saved. */
  patchAll(deals: readonly Opportunity[], change: DealEdit, text: string): Promise<void>
  move(deal: Opportunity, to: PipelineStage, closing?: Closing): Promise<void>
  assign(deal: Opportunity, owner: { id: string; name: string }): Promise<void>
  /** Deletes; undo brings the deal back. `leave` goes away from the deal's own page before anything is asked again. */
  remove(deal: Opportunity, leave: () => void): Promise<void>
}

export function useDealChanges(): DealChanges {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  return useMemo(() => dealChanges(queries, offerUndo), [queries, offerUndo])
}

/** At most so many requests of a bulk change run at a time. */
const AT_ONCE = 4

export function dealChanges(queries: QueryClient, offerUndo: (done: Undoable) => void): DealChanges {
  const update = (deal: Opportunity, change: DealEdit) =>
    shown(queries, deal, change, () => api.opportunities.update({ id: deal.id, ...change }))
  const takeBack = (deal: Opportunity, change: DealEdit) => update(deal, fieldsOf(deal, change))
  return {
    async patch(deal, change, text) {
      await update(deal, change)
      offerUndo({ text, undo: () => takeBack(deal, change) })
    },

    async patchAll(deals, change, text) {
      const saved: Opportunity[] = []
      try {
        await eachOf(deals, AT_ONCE, async (deal) => {
          await update(deal, change)
          saved.push(deal)
        })
      } finally {
        if (saved.length > 0) offerUndo({ text, undo: () => eachOf(saved, AT_ONCE, (deal) => takeBack(deal, change)) })
      }
    },

    async move(deal, to, closing = {}) {
      const go = (stage: Pick<PipelineStage, 'id' | 'name' | 'canonical'>, how: Closing) =>
        shown(queries, deal, { stageId: stage.id, stageName: stage.name, stage: stage.canonical }, () =>
          api.opportunities.move({ id: deal.id, stageId: stage.id, ...given(how) }),
        )
      await go(to, closing)
      const from = { id: deal.stageId, name: deal.stageName, canonical: deal.stage }
      const before: Closing = isClosed(deal.stage)
        ? { closedOn: deal.actualCloseOn ?? undefined, lostReason: deal.lostReason ?? undefined }
        : {}
      offerUndo({ text: moveText(deal.name, to), undo: () => go(from, before) })
    },

    async assign(deal, owner) {
      const give = (to: { id: string; name: string }) =>
        shown(queries, deal, { owner: to }, () => api.opportunities.assign({ id: deal.id, ownerId: to.id }))
      await give(owner)
      const before = deal.owner
      if (before) offerUndo({ text: `${deal.name} given to ${owner.name}`, undo: () => give(before) })
    },

    async remove(deal, leave) {
      // What is still being asked of the deal would be answered when there is none any more.
      await queries.cancelQueries({ predicate: ({ queryKey }) => JSON.stringify(queryKey).includes(deal.id) })
      await api.opportunities.remove({ id: deal.id })
      leave()
      void queries.invalidateQueries({
        queryKey: ['opportunities'],
        predicate: ({ queryKey }) => !queryKey.includes(deal.id),
      })
      offerUndo({
        text: `${deal.name} deleted`,
        undo: async () => {
          await api.opportunities.restore({ id: deal.id })
          await queries.invalidateQueries({ queryKey: ['opportunities'] })
        },
      })
    },
  }
}

/** Shows the new values at once, puts the server's in when they come, and the old ones back if it refuses. */
async function shown(
  queries: QueryClient,
  deal: Opportunity,
  fields: Partial<Opportunity>,
  call: () => Promise<Opportunity>,
): Promise<void> {
  const put = (values: Partial<Opportunity>) =>
    queries.setQueriesData({ queryKey: ['opportunities'] }, (data: unknown) => withDeal(data, deal.id, values))
  // An answer asked for before the change would put the old value back for a moment.
  await queries.cancelQueries({ queryKey: ['opportunities'] })
  put(fields)
  try {
    put(await call())
  } catch (reason) {
    put(fieldsOf(deal, fields))
    throw reason
  } finally {
    // Lists hold the new value already; sums, the board and the history are made by the server.
    void queries.invalidateQueries({
      predicate: ({ queryKey: [noun, verb] }) => noun === 'opportunities' && verb !== 'list' && verb !== 'get',
    })
    // What was cancelled above has never arrived.
    void queries.refetchQueries({ queryKey: ['opportunities'], predicate: (query) => query.state.data === undefined })
  }
}

/** The fields of `deal` that `change` names. */
function fieldsOf<C extends Partial<Opportunity>>(deal: Opportunity, change: C): C {
  return Object.fromEntries(Object.keys(change).map((key) => [key, deal[key as keyof Opportunity]])) as C
}

function given({ closedOn, lostReason }: Closing): { closedOn?: string; lostReason?: string } {
  return { ...(closedOn ? { closedOn } : {}), ...(lostReason ? { lostReason } : {}) }
}

async function eachOf<T>(items: readonly T[], atOnce: number, run: (item: T) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += atOnce) await Promise.all(items.slice(at, at + atOnce).map(run))
}
