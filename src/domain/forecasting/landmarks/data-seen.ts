import type { Step } from '../../opportunities/replay.ts'
import type { TrackActivity } from './engagement-signals.ts'
import { DATA_KINDS, type DataKind } from './landmark-features.ts'

/** When something of each kind of data was first recorded, at the resolution of landmarks: the instant by which it was known. */
export class DataSeen {
  readonly at = new Float64Array(DATA_KINDS.length).fill(Infinity)
  private wanted: number = DATA_KINDS.length

  learn({ at, facts, people, activities }: Step<TrackActivity>): void {
    if (this.wanted === 0) return
    for (const one of activities) {
      this.mark('activity', at)
      if (one.direction !== null) this.mark('direction', at)
      if (one.sentiment !== null) this.mark('sentiment', at)
      if (one.participants.some(({ contactId }) => contactId !== null)) this.mark('person', at)
    }
    for (const { roles } of people.values()) if (roles.length > 0) this.mark('role', at)
    if (facts.amount && facts.amount.minor > 0) this.mark('amount', at)
    if (facts.expectedCloseOn) this.mark('close date', at)
    if (facts.forecastCategory === 'commit' || facts.forecastCategory === 'best_case') this.mark('forecast category', at)
    if (facts.nextAction) this.mark('next action', at)
    if (facts.leadSource) this.mark('source', at)
    if (facts.dealType) this.mark('deal type', at)
    if (facts.accountId) this.mark('account', at)
  }

  private mark(kind: DataKind, at: number): void {
    const index = SLOT[kind]
    if (at >= (this.at[index] ?? 0)) return
    this.at[index] = at
    this.wanted -= 1
  }
}

const SLOT = Object.fromEntries(DATA_KINDS.map((kind, i) => [kind, i])) as Record<DataKind, number>
