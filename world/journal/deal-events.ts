import { dealHistory, type DealFields } from '../../src/domain/imports/deal-history.ts'
import { historyPoint, type HistoryRow } from '../../src/domain/imports/history-point.ts'
import { roleMeaning } from '../../src/domain/imports/role-meaning.ts'
import { stageMeaning } from '../../src/domain/imports/stage-meaning.ts'
import { forecastCategoryMeaning } from '../../src/domain/imports/forecast-category-meaning.ts'
import { isClosed, type Stage } from '../../src/domain/opportunities/stage.ts'
import type { DealEvent } from '../../src/domain/opportunities/replay.ts'
import type { Cell, Export } from '../crm/export-tables.ts'
import { segmentOf } from './customer-records.ts'
import { drained, text, textOrNull, type RowOf } from './drained.ts'
import { required } from '../required.ts'
import { storedId } from './stored-id.ts'

export type Untold = Omit<DealEvent, 'id'>
type Row<K extends keyof Export> = RowOf<Export[K]>

const PIPELINE = storedId('pipelines', 'default')
const SAID = new Set(['opportunity', 'at', 'stage', 'amount', 'currency', 'closeOn', 'probability', 'forecastCategory'])

/** A row of either history with its place in its file, which orders what happened at once. */
export interface HistoryLine {
  readonly line: number
  readonly row: HistoryRow
}

export function stageHistoryLine(row: Row<'history'>, line: number): HistoryLine {
  return {
    line,
    row: {
      at: text(row.CreatedDate),
      stage: textOrNull(row.StageName),
      amount: minorOf(row.Amount),
      currency: textOrNull(row.CurrencyIsoCode),
      close_on: textOrNull(row.CloseDate),
      probability: row.Probability === null ? null : Number(row.Probability),
      forecast: textOrNull(row.ForecastCategory),
      field: null,
      old: null,
      new: null,
    },
  }
}

export function fieldHistoryLine(row: Row<'fieldHistory'>, line: number): HistoryLine {
  return {
    line,
    row: {
      at: text(row.CreatedDate),
      stage: null,
      amount: null,
      currency: null,
      close_on: null,
      probability: null,
      forecast: null,
      field: text(row.Field),
      old: textOrNull(row.OldValue),
      new: textOrNull(row.NewValue),
    },
  }
}

/** What the importer journals of a deal, from its row, its history and its product lines. */
export function dealEvents(
  row: Row<'opportunities'>,
  lines: readonly HistoryLine[],
  listPrices: readonly Row<'lineItems'>[],
  stageOf: (name: string) => DealFields,
  importedAt: string,
): Untold[] {
  const id = storedId('opportunities', text(row.Id))
  const stage = stageOf(text(row.StageName))
  const closed = isClosed(stage['stage'] as Stage)
  const currency = text(row.CurrencyIsoCode)
  const amount = stage['stage'] === 'closed_lost' && row.Amount === 0 ? null : minorOf(row.Amount)
  const category = forecastCategoryMeaning(textOrNull(row.ForecastCategoryName))
  const listed = listPrices.reduce((sum, line) => sum + (minorOf(line.TotalPrice) ?? 0), 0)
  const record: Record<string, unknown> = {
    deleted: false,
    name: text(row.Name),
    accountId: row.AccountId === null ? null : storedId('accounts', text(row.AccountId)),
    ownerId: storedId('users', text(row.OwnerId)),
    ...stage,
    amount: amount === null ? null : { minor: amount, currency },
    probability: row.Probability,
    expectedCloseOn: closed ? null : row.CloseDate,
    ...(category === null ? {} : { forecastCategory: category }),
    nextAction: row.NextStep,
    nextActionDueOn: row.Next_Step_Date__c,
    leadSource: row.LeadSource,
    dealType: row.Type,
    segment: segmentOf(row.Segment__c),
    description: row.Description,
    lostReason: row.Loss_Reason__c,
    ...(listPrices.length > 0 ? { listAmount: { minor: listed, currency } } : {}),
  }
  const reading = {
    said: SAID,
    stageOf,
    userOf: (ref: string) => storedId('users', ref),
    currency,
    digits: new Map<string, number>(),
  }
  const told = dealHistory({
    stored: null,
    record,
    createdAt: text(row.CreatedDate),
    modifiedAt: text(row.LastModifiedDate),
    stageEnteredAt: textOrNull(row.LastStageChangeDate),
    closedOn: closed ? text(row.CloseDate) : null,
    points: lines
      .toSorted((a, b) => (a.row.at < b.row.at ? -1 : a.row.at > b.row.at ? 1 : a.line - b.line))
      .flatMap((line) => historyPoint(line.row, reading) ?? []),
    firstStage: { pipelineId: PIPELINE },
    knownLate: new Set(),
    importedAt,
  })
  return told.events.map((event) => ({ ...event, noun: 'opportunity', subject: id }))
}

/** What the importer journals of the products on a deal: all of them at once, since the last was put on it. */
export function productEvents(deal: string, row: Row<'opportunities'>, products: readonly Row<'lineItems'>[]): Untold[] {
  if (products.length === 0) return []
  const at = [row.CreatedDate, ...products.map(({ CreatedDate }) => CreatedDate)].map(text).sort().at(-1)!
  const sold = products
    .map((line) => ({
      key: storedId('opportunity-lines', text(line.Id)),
      id: storedId('products', text(line.Product2Id)),
      worth: { minor: minorOf(line.TotalPrice)!, currency: text(line.CurrencyIsoCode) },
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ id, worth }) => ({ id, worth }))
  const about = { type: 'opportunity.products-set', noun: 'opportunity-lines', subject: deal }
  return [{ ...about, occurredAt: at, recordedAt: at, before: null, after: { products: sold } }]
}

/** What the importer journals of the people on a deal, in order of time. */
export function stakeholderEvents(deal: string, rows: readonly Row<'contactRoles'>[]): Untold[] {
  return rows
    .map((row): Untold => {
      const contactId = storedId('contacts', text(row.ContactId))
      const role = row.Role === null ? undefined : roleMeaning(text(row.Role))
      const at = text(row.CreatedDate)
      return {
        type: 'stakeholder.added',
        noun: 'stakeholder',
        subject: storedId(deal, contactId, 'stakeholder'),
        occurredAt: at,
        recordedAt: at,
        before: null,
        after: { contactId, roles: role === undefined ? [] : [role], isPrimary: row.IsPrimary },
      }
    })
    .sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0))
}

/** What a stage of the export is stored as, by its name. */
export function storedStages(out: Export): (name: string) => DealFields {
  const byName = new Map(
    drained(out.stages).map((row) => {
      const stageName = text(row.MasterLabel)
      const stageId = storedId('stages', `${PIPELINE}|${text(row.Id).toLowerCase()}`)
      return [stageName, { pipelineId: PIPELINE, stageId, stageName, stage: stageMeaning(stageName) }]
    }),
  )
  return (name) => required(byName.get(name))
}

function minorOf(cell: Cell): number | null {
  return cell === null ? null : Math.round(Number((Number(cell) * 100).toPrecision(15)))
}
