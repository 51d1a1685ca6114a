import type { PastDeals } from './past-forecast.ts'

/** Deals of several quarters under one another, in one numbering of deals and names. */
export function joinedDeals(parts: readonly PastDeals[]): PastDeals {
  const keys = new Map<string, number>()
  const names = new Map<string, number>()
  const mapped = (known: Map<string, number>, list: readonly string[]): Int32Array =>
    Int32Array.from(list, (name) => {
      const at = known.get(name) ?? known.size
      known.set(name, at)
      return at
    })
  const rows = parts.reduce((sum, part) => sum + part.rows, 0)
  const all: PastDeals = {
    rows,
    keys: [],
    names: [],
    deal: new Int32Array(rows),
    owner: new Int32Array(rows),
    team: new Int32Array(rows),
    segment: new Int32Array(rows),
    origin: new Float64Array(rows),
    week: new Int16Array(rows),
    inPeriod: new Float64Array(rows),
    byNow: new Float64Array(rows),
    wonInPeriod: new Uint8Array(rows),
    wonByNow: new Uint8Array(rows),
    said: new Float64Array(rows),
    closed: new Float64Array(rows),
    due: new Float64Array(rows),
    usual: new Float64Array(rows),
    stageWeight: new Float64Array(rows),
    stageRate: new Float64Array(rows),
    dueInPeriod: new Uint8Array(rows),
  }
  let at = 0
  for (const part of parts) {
    const deal = mapped(keys, part.keys)
    const name = mapped(names, part.names)
    for (let row = 0; row < part.rows; row++) {
      all.deal[at + row] = deal[part.deal[row]!]!
      for (const trait of ['owner', 'team', 'segment'] as const)
        all[trait][at + row] = part[trait][row]! < 0 ? -1 : name[part[trait][row]!]!
    }
    for (const column of COPIED) all[column].set(part[column], at)
    at += part.rows
  }
  return { ...all, keys: [...keys.keys()], names: [...names.keys()] }
}

const COPIED = [
  'origin',
  'week',
  'inPeriod',
  'byNow',
  'wonInPeriod',
  'wonByNow',
  'said',
  'closed',
  'due',
  'usual',
  'stageWeight',
  'stageRate',
  'dueInPeriod',
] as const
