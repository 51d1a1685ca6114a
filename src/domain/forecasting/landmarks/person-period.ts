import { stream, uniform } from '../../../stats/random/stream.ts'
import type { LandmarkTable } from './landmark-table.ts'

/** One row per landmark and week ahead, for learners that need rows: typed arrays of equal length. */
export interface PersonPeriods {
  rows: number
  /** Row of the landmark table. */
  row: Int32Array
  /** Week ahead: 0 is the first after the landmark. */
  lead: Uint16Array
  /** What happened in that week: 0 nothing, 1 won, 2 lost. */
  event: Uint8Array
  /** Share of the week that was seen before the close or the cut. */
  exposure: Float64Array
  /** 1, or what a week without event that was kept stands for. */
  weight: Float64Array
}

export interface PersonPeriodSampling {
  /** Weeks ahead: those from `leads` on are left out. */
  readonly leads: number
  /** Share of the weeks without event that is kept, drawn landmark by landmark; 0.2 to 0.35 loses little. */
  readonly zeroRate: number
  readonly seed: number
}

/** @public Case-control rows: every week in which something happened, and a drawn share of the others with its weight (King and Zeng 2001). */
export function personPeriodRows(table: LandmarkTable, { leads, zeroRate, seed }: PersonPeriodSampling): PersonPeriods {
  const row: number[] = []
  const lead: number[] = []
  const event: number[] = []
  const exposure: number[] = []
  const weight: number[] = []
  for (let i = 0; i < table.rows; i++) {
    const followed = table.followed[i]!
    const cause = table.cause[i]!
    const weeks = cause === 0 ? Math.ceil(followed) : Math.max(1, Math.ceil(followed))
    const source = stream(seed, `weeks ${table.keys[table.deal[i]!]} ${table.at[i]}`)
    for (let k = 0; k < Math.min(leads, weeks); k++) {
      const kind = k === weeks - 1 ? cause : 0
      if (kind === 0 && uniform(source) >= zeroRate) continue
      row.push(i)
      lead.push(k)
      event.push(kind)
      exposure.push(Math.min(1, followed - k))
      weight.push(kind === 0 ? 1 / zeroRate : 1)
    }
  }
  return {
    rows: row.length,
    row: Int32Array.from(row),
    lead: Uint16Array.from(lead),
    event: Uint8Array.from(event),
    exposure: Float64Array.from(exposure),
    weight: Float64Array.from(weight),
  }
}
