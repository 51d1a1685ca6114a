import { isClosed, type Stage } from '../opportunities/stage.ts'
import type { DealFields, DealPoint } from './deal-history.ts'
import { forecastCategoryMeaning } from './forecast-category-meaning.ts'

/** A row of stage history (what the deal was from `at` on) or of field history (`field` went from `old` to `new`). */
export interface HistoryRow {
  at: string
  stage: string | null
  amount: number | null
  currency: string | null
  close_on: string | null
  probability: number | null
  forecast: string | null
  field: string | null
  old: string | null
  new: string | null
}

export interface HistoryReading {
  /** The fields that the columns of stage history fill; field history says one field per row. */
  readonly said: ReadonlySet<string>
  readonly stageOf: (stage: string) => DealFields | undefined
  readonly userOf: (ref: string) => string | undefined
  /** The currency of the deal, where a row names none. */
  readonly currency: string
  /** Minor digits by currency; two where one is not listed. */
  readonly digits: ReadonlyMap<string, number>
}

/** What a row of a deal's history says happened, or undefined when it says nothing that we keep. */
export function historyPoint(row: HistoryRow, reading: HistoryReading): DealPoint | undefined {
  if (row.field !== null) return fieldPoint(row, reading)
  const { said, stageOf, currency } = reading
  const says: Record<string, unknown> = {}
  const stage = row.stage === null ? undefined : stageOf(row.stage)
  if (stage) Object.assign(says, stage)
  if (said.has('amount')) says['amount'] = row.amount === null ? null : { minor: row.amount, currency: row.currency ?? currency }
  if (said.has('closeOn') && row.close_on !== null) {
    // The close date of a closed deal is the day of closing, no longer an expectation.
    if (isClosed(says['stage'] as Stage)) says['actualCloseOn'] = row.close_on
    else says['expectedCloseOn'] = row.close_on
  }
  if (said.has('probability') && row.probability !== null) says['probability'] = row.probability
  const category = forecastCategoryMeaning(row.forecast)
  if (said.has('forecastCategory') && category !== null) says['forecastCategory'] = category
  return Object.keys(says).length === 0 ? undefined : { at: row.at, says }
}

/** Field names of field history (Salesforce) and property history (HubSpot) to the journal's keys. */
const HISTORY_FIELDS: Readonly<Record<string, string>> = {
  stagename: 'stage',
  stage: 'stage',
  dealstage: 'stage',
  owner: 'ownerId',
  ownerid: 'ownerId',
  hubspotownerid: 'ownerId',
  dealowner: 'ownerId',
  amount: 'amount',
  closedate: 'expectedCloseOn',
  probability: 'probability',
  forecastcategory: 'forecastCategory',
  forecastcategoryname: 'forecastCategory',
  hsmanualforecastcategory: 'forecastCategory',
  nextstep: 'nextAction',
  hsnextstep: 'nextAction',
  name: 'name',
  dealname: 'name',
  description: 'description',
}

function fieldPoint(row: HistoryRow, { stageOf, userOf, digits, ...reading }: HistoryReading): DealPoint | undefined {
  const currency = row.currency ?? reading.currency
  const key = HISTORY_FIELDS[(row.field ?? '').toLowerCase().replace(/[^a-z]/g, '')]
  if (key === undefined) return undefined
  const value = (text: string | null): DealFields | undefined => {
    if (text === null || text === '') return key === 'stage' ? undefined : { [key]: null }
    if (key === 'stage') return stageOf(text)
    if (key === 'ownerId') {
      const id = userOf(text)
      return id === undefined ? undefined : { ownerId: id }
    }
    if (key === 'amount')
      return Number.isFinite(Number(text))
        ? { amount: { minor: Math.round(Number((Number(text) * 10 ** (digits.get(currency) ?? 2)).toPrecision(15))), currency } }
        : undefined
    if (key === 'probability')
      return Number.isFinite(Number(text))
        ? { probability: Math.round(Number(text) <= 1 && text.includes('.') ? Number(text) * 100 : Number(text)) }
        : undefined
    if (key === 'expectedCloseOn') {
      const ms = /^\d{12,13}$/.test(text) ? Number(text) : Date.parse(text)
      return Number.isNaN(ms) ? undefined : { expectedCloseOn: new Date(ms).toISOString().slice(0, 10) }
    }
    if (key === 'forecastCategory') {
      const category = forecastCategoryMeaning(text)
      return category === null ? undefined : { forecastCategory: category }
    }
    return { [key]: text }
  }
  const says = value(row.new)
  if (!says) return undefined
  const before = row.old === null || row.old === '' ? undefined : value(row.old)
  return { at: row.at, says, ...(before ? { before } : {}) }
}
