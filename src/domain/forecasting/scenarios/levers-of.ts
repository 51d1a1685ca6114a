import { raising, SLIP_DAYS, type DealLever, type Levers } from '../revenue/levers.ts'
import type { Outlook, Outlooks } from './outlook.ts'
import type { DealSwitch, Lever, ScenarioChanges } from './scenario-levers.ts'

/** Whose call is commit, by key. */
export type Committed = ReadonlySet<string>

/**
 * The levers on the draws that do what was said: points of a mean win chance become the share by which every such chance
 * rises, of the deals that no switch decides.
 */
export function leversOf({ base, question }: Outlooks, committed: Committed, changes: ScenarioChanges): Levers {
  const { commitWinRate = 0, winRate = 0, slipDays = 0, cycleDays = 0, amount = 0, creation = 0 } = changes
  const switches = new Map((changes.deals ?? []).map((one) => [one.key, one]))
  const general = winRate === 0 ? 0 : shareFor(chancesOf(base, switches), winRate)
  const deals: Record<string, DealLever> = {}
  for (const one of switches.values()) deals[one.key] = switchOf(one, question.period.end)
  if (commitWinRate !== 0) {
    const among = chancesOf(base, switches, committed)
    const share = shareFor(
      among.map((chance) => chance * raising(chance, general)),
      commitWinRate,
    )
    for (const { key } of base.stage.scene.deals) {
      const known = deals[key]
      if (!committed.has(key) || typeof known === 'string') continue
      deals[key] = { ...known, winRate: share }
    }
  }
  return { winRate: general, slip: slipDays / SLIP_DAYS, cycleDays, amount, creation, deals }
}

/** What a lever moves, before and after: a mean chance, deals per week, minor units of a won deal. */
export interface LeverReading {
  readonly lever: Lever
  readonly from: number
  readonly to: number
}

/** Levers without a figure of their own (days of slip and cycle) have no reading, nor has one that moves nothing. */
export function leverReadings(
  { base, question }: Outlooks,
  scenario: Outlook,
  committed: Committed,
  changes: ScenarioChanges,
): LeverReading[] {
  const switches = new Map((changes.deals ?? []).map((one) => [one.key, one]))
  const chance = (lever: Lever, among?: Committed): LeverReading[] => {
    const from = chancesOf(base, switches, among)
    return from.length === 0 ? [] : [{ lever, from: mean(from), to: mean(chancesOf(scenario, switches, among)) }]
  }
  const amounts = (outlook: Outlook): number =>
    mean(outlook.stage.scene.deals.filter(({ key }) => !switches.has(key)).map((deal) => deal.amount.mean))
  const { level } = question.model.arrivals
  return [
    ...chance('commitWinRate', committed),
    ...chance('winRate'),
    ...(base.stage.scene.deals.length > 0 ? [{ lever: 'amount' as const, from: amounts(base), to: amounts(scenario) }] : []),
    { lever: 'creation', from: level, to: level * (1 + (changes.creation ?? 0)) },
  ]
}

/** The chances to be won at all, of the deals that no switch decides. */
function chancesOf({ stage }: Outlook, switches: ReadonlyMap<string, DealSwitch>, among?: Committed): number[] {
  return stage.scene.deals.flatMap(({ key }, i) => (switches.has(key) || among?.has(key) === false ? [] : [stage.ever[i]!]))
}

/** The share by which chances rise so that their mean does by so many points, as far as it can. */
function shareFor(chances: readonly number[], points: number): number {
  if (chances.length === 0) return 0
  const wanted = mean(chances) + points / 100
  let low = -1
  let high = MOST_SHARE
  for (let round = 0; round < ROUNDS; round++) {
    const share = (low + high) / 2
    if (mean(chances.map((chance) => chance * raising(chance, share))) < wanted) low = share
    else high = share
  }
  return (low + high) / 2
}

/** A chance of 2 % can become a sure one. */
const MOST_SHARE = 50
const ROUNDS = 44

function switchOf({ outcome, closeOn, amountMinor }: DealSwitch, periodEnd: string): DealLever {
  const size = amountMinor === undefined ? {} : { amountMinor }
  switch (outcome) {
    case 'lost':
      return 'lose'
    case 'left out':
      return 'leave out'
    case 'won':
      return { won: true, closeOn: closeOn ?? periodEnd, ...size }
    case 'as forecast':
      return { ...(closeOn === undefined ? {} : { closeOn }), ...size }
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
}
