import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { momentOf } from './calendar.ts'
import { beginning } from './beginning.ts'
import { writeContactRoles } from './crm/contact-roles.ts'
import { csvLine } from './crm/csv.ts'
import type { Export } from './crm/export-tables.ts'
import { keepRecord } from './crm/keep-record.ts'
import { logActivity } from './crm/log-activity.ts'
import { writeProductLines } from './crm/product-lines.ts'
import { bookingsOf, setQuotas } from './crm/quotas.ts'
import { planDeals } from './latent/deal-plan.ts'
import { worldSettings } from './settings.ts'

interface LoadSettings {
  readonly deals: number
  /** Mail, tasks and meetings together; met within about two per cent. */
  readonly activities: number
  readonly seed: number
  readonly end: string
}

/** Mean activities of a deal when none is left out; the first guess of how many to leave out. */
const USUAL_ACTIVITIES = 33
/** The latest deals are cut short by the end and have fewer, so that the others must have a little more. */
const AHEAD = 1.045
const DEALS_PER_SELLER = 110
const BATCH = 250

/**
 * Writes an export of any size for load tests: the same company without truth and duplicates, each batch of deals written and
 * forgotten so that memory stays flat. Answers the rows of each file.
 */
export function makeLoadExport(load: LoadSettings, folder: string): Record<string, number> {
  const base = worldSettings({
    seed: load.seed,
    end: load.end,
    deals: load.deals,
    sellers: Math.min(2000, Math.max(12, Math.round(load.deals / DEALS_PER_SELLER))),
    teams: 12,
    duplicates: 0,
    replicates: 0,
  })
  const { firstDay, endDay, out, ids, productIds, rates, company, opener } = beginning(base)
  const files = openFiles(out, folder)
  const bookings: ReturnType<typeof bookingsOf> = []
  let written = 0
  let full = 0
  for (const [done, plan] of planDeals(base, firstDay, endDay).entries()) {
    // Steers towards the wanted number from what a deal turned out to have so far.
    const usual = done < 500 ? USUAL_ACTIVITIES : full / done
    const settings = {
      ...base,
      activityShare: Math.min(1, Math.max(0, (load.activities * AHEAD - written) / (load.deals - done) / usual)),
    }
    const deal = opener.open(plan)
    const record = keepRecord(deal, endDay, settings, rates, out, ids)
    writeContactRoles(deal, record.closedAt, opener.departedOn, endDay, settings, out, ids)
    writeProductLines(deal, rates, productIds, settings, out, ids)
    const count = logActivity(deal, record.closedAt ?? momentOf(endDay), opener.departedOn, endDay, settings, out, ids).written
    written += count
    full += settings.activityShare > 0 ? count / settings.activityShare : usual
    bookings.push(...bookingsOf([{ deal, record }], rates))
    if (done % BATCH === 0) files.flush()
  }
  setQuotas(company, bookings, base, firstDay, endDay, out, ids)
  return files.close()
}

function openFiles(out: Export, folder: string) {
  mkdirSync(folder, { recursive: true })
  const files = Object.values(out).map((table) => {
    const descriptor = openSync(join(folder, table.file), 'w')
    writeSync(descriptor, `${csvLine(table.columns)}\n`)
    return { table, descriptor, rows: 0 }
  })
  const flush = () => {
    for (const file of files) {
      const rows = file.table.drain()
      file.rows += rows.length
      if (rows.length > 0) writeSync(file.descriptor, rows.map((row) => `${csvLine(row)}\n`).join(''))
    }
  }
  return {
    flush,
    close: () => {
      flush()
      for (const file of files) closeSync(file.descriptor)
      return Object.fromEntries(files.map((file) => [file.table.file, file.rows]))
    },
  }
}
