import { dateOf } from '../calendar.ts'
import type { Export } from './export-tables.ts'
import type { Currency } from './exchange-rates.ts'
import type { RecordIds } from './record-ids.ts'
import { STAGE_PROBABILITY, type StageName } from './stages.ts'
import { stamp } from './working-hours.ts'

export interface DealFields {
  readonly stage: StageName
  /** In the deal's currency, or null where nobody entered one. */
  readonly amount: number | null
  readonly closeDay: number
  readonly category: string
  readonly owner: string
  readonly competitor: string | null
  readonly nextStep: string | null
  readonly nextStepDay: number | null
}

/** One opportunity as the CRM keeps it: its fields now, and a history row for every change, none after the export. */
export class DealRecord {
  readonly id: string
  fields: DealFields
  lastEdit: number
  stageSince: number
  private readonly currency: Currency
  private readonly end: number
  private readonly out: Export
  private readonly ids: RecordIds

  constructor(id: string, fields: DealFields, created: number, currency: Currency, end: number, out: Export, ids: RecordIds) {
    this.id = id
    this.fields = fields
    this.lastEdit = created
    this.stageSince = created
    this.currency = currency
    this.end = end
    this.out = out
    this.ids = ids
    this.writeHistory(created, fields.owner)
  }

  /** Saves a change. False where the moment lies after the export: then nothing happened yet. */
  edit(moment: number, by: string, change: Partial<DealFields>): boolean {
    const at = Math.max(moment, this.lastEdit + 61_000)
    if (at >= this.end) return false
    const before = this.fields
    const after = { ...before, ...change }
    this.fields = after
    this.lastEdit = at
    if (after.stage !== before.stage) this.stageSince = at
    const field = (name: string, oldValue: string | number | null, newValue: string | number | null) => {
      if (oldValue === newValue) return false
      this.out.fieldHistory.add({
        Id: this.ids.next('fieldHistory'),
        OpportunityId: this.id,
        CreatedById: by,
        CreatedDate: stamp(at),
        Field: name,
        OldValue: oldValue,
        NewValue: newValue,
      })
      return true
    }
    field('Owner', before.owner, after.owner)
    field('MainCompetitors__c', before.competitor, after.competitor)
    const amount = field('Amount', before.amount, after.amount)
    const date = field('CloseDate', dateOf(before.closeDay), dateOf(after.closeDay))
    if (amount || date || after.stage !== before.stage || after.category !== before.category) this.writeHistory(at, by)
    return true
  }

  private writeHistory(at: number, by: string): void {
    this.out.history.add({
      Id: this.ids.next('history'),
      OpportunityId: this.id,
      CreatedById: by,
      CreatedDate: stamp(at),
      StageName: this.fields.stage,
      Amount: this.fields.amount,
      CurrencyIsoCode: this.currency,
      CloseDate: dateOf(this.fields.closeDay),
      Probability: STAGE_PROBABILITY[this.fields.stage],
      ForecastCategory: this.fields.category,
    })
  }
}
