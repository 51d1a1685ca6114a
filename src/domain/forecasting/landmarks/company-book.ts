import { SEGMENTS } from '../../opportunities/opportunity.ts'
import type { DealTrack } from './deal-track.ts'
import { TOLD_OF_TODAY } from './hidden-data.ts'
import { DATA_KINDS } from './landmark-features.ts'
import { Tally } from './tally.ts'

/**
 * The company's past as dates: what had closed, by whom and where, by any instant. Asked as of an instant, it answers from
 * what was recorded before it alone.
 */
export interface CompanyBook {
  /** Closes: 1 for a win. */
  readonly closes: Tally
  readonly byOwner: ReadonlyMap<string, Tally>
  readonly bySource: ReadonlyMap<string, Tally>
  readonly byDealType: ReadonlyMap<string, Tally>
  readonly byAccount: ReadonlyMap<string, Tally>
  /** Stages left: ln(1 + weeks spent there); of all, and by stage as the company calls it. */
  readonly exits: Tally
  readonly exitsByStage: ReadonlyMap<string, Tally>
  /** ln of first amounts: of all, and by segment (the last is "not known"). */
  readonly amounts: Tally
  readonly amountsBySegment: readonly Tally[]
  /** Open deals of each owner: +1 when one comes, −1 when it goes. */
  readonly load: ReadonlyMap<string, Tally>
  /** Open deals: +1 when one opens, −1 when it closes; and those of them with each of TOLD_OF_TODAY. */
  readonly open: Tally
  readonly openWith: readonly Tally[]
  /** Closes by whether each of TOLD_OF_TODAY had been known before: 1 or 0. */
  readonly closedWith: readonly Tally[]
  /** When something of each of DATA_KINDS was first recorded anywhere; Infinity where never. */
  readonly seen: Float64Array
}

export function companyBook(tracks: Iterable<DealTrack>): CompanyBook {
  const closes = new Tally()
  const byOwner = new Map<string, Tally>()
  const bySource = new Map<string, Tally>()
  const byDealType = new Map<string, Tally>()
  const byAccount = new Map<string, Tally>()
  const exits = new Tally()
  const exitsByStage = new Map<string, Tally>()
  const amounts = new Tally()
  const amountsBySegment = Array.from({ length: SEGMENTS.length + 1 }, () => new Tally())
  const load = new Map<string, Tally>()
  const seen = new Float64Array(DATA_KINDS.length).fill(Infinity)
  const open = new Tally()
  const openWith = TOLD_OF_TODAY.map(() => new Tally())
  const closedWith = TOLD_OF_TODAY.map(() => new Tally())
  for (const track of tracks) {
    for (const spell of track.spells) {
      span(open, spell.from, spell.to)
      TOLD_OF_TODAY.forEach((kind, i) => {
        const known = Math.max(spell.from, track.seen[DATA_KINDS.indexOf(kind)]!)
        if (known < spell.to) span(openWith[i]!, known, spell.to)
        if (spell.cause !== 0) closedWith[i]!.add(spell.to, known < spell.to ? 1 : 0)
      })
      if (spell.cause === 0) continue
      const won = spell.cause === 1 ? 1 : 0
      closes.add(spell.to, won)
      for (const [tallies, name] of [
        [byOwner, spell.owner],
        [bySource, spell.source],
        [byDealType, spell.dealType],
        [byAccount, spell.account],
      ] as const)
        if (name !== null) tallyOf(tallies, name).add(spell.to, won)
    }
    for (const { stageName, at, weeks } of track.exits) {
      exits.add(at, Math.log1p(weeks))
      tallyOf(exitsByStage, stageName).add(at, Math.log1p(weeks))
    }
    if (track.firstAmount) {
      const { at, segment, minor } = track.firstAmount
      amounts.add(at, Math.log(minor))
      amountsBySegment[segment]?.add(at, Math.log(minor))
    }
    for (const { owner, from, to } of track.stints) {
      span(tallyOf(load, owner), from, to)
    }
    track.seen.forEach((at, kind) => (seen[kind] = Math.min(seen[kind] ?? at, at)))
  }
  return {
    closes,
    byOwner,
    bySource,
    byDealType,
    byAccount,
    exits,
    exitsByStage,
    amounts,
    amountsBySegment,
    load,
    open,
    openWith,
    closedWith,
    seen,
  }
}

function span(tally: Tally, from: number, to: number): void {
  tally.add(from, 1)
  if (to !== Infinity) tally.add(to, -1)
}

function tallyOf(tallies: Map<string, Tally>, name: string): Tally {
  let tally = tallies.get(name)
  if (!tally) tallies.set(name, (tally = new Tally()))
  return tally
}
