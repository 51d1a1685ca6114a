import { join } from 'node:path'
import type { DealHistory } from '../../src/domain/forecasting/deal-history.ts'
import { trackOfHistory } from '../../src/domain/forecasting/landmarks/track-of-history.ts'
import type { Stage } from '../../src/domain/opportunities/stage.ts'
import { readTable } from './read-table.ts'

const CANONICAL: Readonly<Record<string, Stage>> = {
  Submitted: 'discovery',
  'Partly submitted': 'discovery',
  'Pre-accepted': 'qualification',
  Accepted: 'qualification',
  Finalized: 'proposal',
  'Offer sent': 'proposal',
  'Offer returned': 'negotiation',
}

/** The bank's credit applications as deal histories. The amount is the one applied for, known from the start. */
export function readBpi2012(folder: string, until: number): DealHistory[] {
  const moves = new Map<string, { stage: string; at: number }[]>()
  for (const row of readTable(join(folder, 'OpportunityHistory.csv'))) {
    const id = row['OpportunityId'] ?? ''
    const list = moves.get(id) ?? []
    list.push({ stage: row['StageName'] ?? '', at: Date.parse(row['CreatedDate'] ?? '') })
    moves.set(id, list)
  }
  return readTable(join(folder, 'Opportunity.csv')).map((row) => {
    const all = (moves.get(row['Id'] ?? '') ?? []).sort((a, b) => a.at - b.at)
    const closing = all.find((move) => move.stage.startsWith('Closed'))
    const amountMinor = Number(row['Amount']) * 100
    const kind = closing?.stage === 'Closed Won' ? 'won' : 'lost'
    const history: DealHistory = {
      key: row['Id'] ?? '',
      pipeline: 'credit',
      createdAt: Date.parse(row['CreatedDate'] ?? ''),
      stages: all.filter((move) => !move.stage.startsWith('Closed')),
      outcome: closing ? { kind, at: closing.at, amountMinor: kind === 'won' ? amountMinor : null } : null,
      amountMinor: amountMinor || null,
      listAmountMinor: null,
      // The owner column holds whoever touched the case last, and is blank on most that were declined at once.
      owner: null,
      team: null,
      segment: null,
      expectedClose: null,
    }
    const track = trackOfHistory(history, until, (stage) => CANONICAL[stage] ?? 'discovery')
    return track ? { ...history, track } : history
  })
}
