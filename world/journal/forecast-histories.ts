import type { DealHistory } from '../../src/domain/forecasting/deal-history.ts'
import { accountsKnown, type AccountEvent } from '../../src/domain/forecasting/account-traits.ts'
import { historyFromEvents, type SoldProduct } from '../../src/domain/forecasting/history-from-events.ts'
import { trackDeal } from '../../src/domain/forecasting/landmarks/track-deal.ts'
import type { DealEvent } from '../../src/domain/opportunities/replay.ts'
import { inBase, type Money } from '../../src/domain/values/money.ts'
import type { CompanyJournal } from './company-journal.ts'

/**
 * What a forecast may know of the company's deals before a day (00:00 UTC), each with its landmarks: the same as the server
 * reads out of the journal after importing the export. Walks the journal, which can be done once.
 */
export function forecastHistories(journal: CompanyJournal, asOf: string): DealHistory[] {
  const { rates, teamOf } = journal
  const until = Date.parse(asOf)
  const worth = (money: Money, day: string) => inBase(rates, money, day) ?? null
  const histories: DealHistory[] = []
  for (const { externalId, past } of journal.deals) {
    const known = past.events.filter((event) => Date.parse(event.recordedAt) < until)
    const inOrder = known.sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : a.id - b.id))
    const own = inOrder.filter(({ noun }) => noun === 'opportunity' || noun === 'opportunity-lines')
    const accounts = accountsKnown(inOrder.filter(({ noun }) => noun === 'account').map(readAccount))
    const history = historyFromEvents(own.map(read), { key: externalId, teamOf, rates, accounts })
    if (!history) continue
    const track = trackDeal(past, { key: externalId, until, worth, accounts })
    histories.push(track ? { ...history, track } : history)
  }
  return histories
}

/** A row of the journal as the server's forecasting reads it. */
function read(event: DealEvent): Parameters<typeof historyFromEvents>[0][number] {
  const after = event.after ?? {}
  const recordedAt = Date.parse(event.recordedAt)
  const closedOn = after['actualCloseOn'] as string | undefined
  const signedAt = closedOn === undefined ? Date.parse(event.occurredAt) : Date.parse(closedOn)
  return {
    type: event.type,
    // A won deal belongs to the day it was signed; all else counts from when it was known.
    at: after['stage'] === 'closed_won' ? Math.min(recordedAt, signedAt) : recordedAt,
    recordedAt,
    stage: after['stage'] as string | undefined,
    stageName: after['stageName'] as string | undefined,
    pipelineId: after['pipelineId'] as string | undefined,
    ownerId: after['ownerId'] as string | null | undefined,
    amount: after['amount'] as Money | null | undefined,
    listAmount: after['listAmount'] as Money | null | undefined,
    expectedCloseOn: after['expectedCloseOn'] as string | null | undefined,
    segment: after['segment'] as string | null | undefined,
    dealType: after['dealType'] as string | null | undefined,
    name: after['name'] as string | undefined,
    accountId: after['accountId'] as string | null | undefined,
    products: event.noun === 'opportunity-lines' ? (after['products'] as SoldProduct[]) : undefined,
  }
}

function readAccount({ subject, recordedAt, after }: DealEvent): AccountEvent {
  const said = (field: string) => after?.[field] as string | null | undefined
  return {
    account: String(subject),
    recordedAt: Date.parse(recordedAt),
    segment: said('segment'),
    country: said('country'),
    territory: said('territory'),
  }
}
