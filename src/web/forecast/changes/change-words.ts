import type { Waterfall, WaterfallStep } from '../../charts/waterfall.ts'
import { dateText } from '../../ui/date-text.ts'
import { moneyText } from '../../ui/money-text.ts'
import type { Changes } from '../forecast-search.ts'

export type ChangeKind = Changes['bars'][number]['kind']

/** What a kind of change is called, short for a bar and in full for a list. */
export const KIND_WORDS: Readonly<Record<ChangeKind, { short: string; full: string }>> = {
  'owner in': { short: 'Owner in', full: 'Came with a new owner' },
  new: { short: 'New', full: 'New' },
  'pulled in': { short: 'Pulled in', full: 'Close date pulled into the period' },
  won: { short: 'Won', full: 'Won' },
  'amount up': { short: 'Amount ▲', full: 'Amount raised' },
  'chance up': { short: 'Chance ▲', full: 'Chance up' },
  'chance down': { short: 'Chance ▼', full: 'Chance down' },
  'amount down': { short: 'Amount ▼', full: 'Amount cut' },
  slipped: { short: 'Slipped', full: 'Close date slipped out of the period' },
  lost: { short: 'Lost', full: 'Lost' },
  'owner out': { short: 'Owner out', full: 'Went with its owner' },
  deleted: { short: 'Deleted', full: 'Deleted' },
  'new business': { short: 'To come', full: 'Deals not yet created' },
  rest: { short: 'Rest', full: 'How all deals spread and move together' },
}

/** The bars of a narrow panel: several kinds under one name, each kind under one. */
const GROUPS: readonly { name: string; kinds: readonly ChangeKind[] }[] = [
  { name: 'New', kinds: ['new', 'owner in'] },
  { name: 'Pulled in', kinds: ['pulled in'] },
  { name: 'Won', kinds: ['won'] },
  { name: 'Up', kinds: ['amount up', 'chance up'] },
  { name: 'Down', kinds: ['amount down', 'chance down'] },
  { name: 'Slipped', kinds: ['slipped'] },
  { name: 'Lost', kinds: ['lost', 'deleted', 'owner out'] },
  { name: 'Other', kinds: ['new business', 'rest'] },
]

export interface ChangeStep extends WaterfallStep {
  /** What the bar is made of; none for a total. */
  readonly kinds: readonly ChangeKind[]
  readonly deals: number
}

/** The steps from one p50 to the other, every kind by itself or in the groups of a narrow panel. They add up either way. */
export function changeSteps(changes: Changes, size: 'every kind' | 'groups', today: string): ChangeStep[] {
  const { bars, before, after, since, asOf } = changes
  const groups =
    size === 'groups'
      ? GROUPS
      : bars.map(({ kind }) => ({ name: KIND_WORDS[kind].short, kinds: [kind] as readonly ChangeKind[] }))
  const total = (name: string, value: number): ChangeStep => ({ name, value, kind: 'total', kinds: [], deals: 0 })
  return [
    total(dateText(since, today), before.p50.minor),
    ...groups.flatMap(({ name, kinds }): ChangeStep[] => {
      const own = bars.filter(({ kind }) => kinds.includes(kind))
      const value = own.reduce((sum, bar) => sum + bar.value.minor, 0)
      const deals = own.reduce((sum, bar) => sum + bar.deals, 0)
      return own.length === 0 || (size === 'groups' && value === 0) ? [] : [{ name, value, kind: 'change', kinds, deals }]
    }),
    total(dateText(asOf, today), after.p50.minor),
  ]
}

export function waterfallOf(steps: readonly ChangeStep[], currency: string): Waterfall {
  return {
    steps,
    format: (minor) => moneyText({ minor, currency }),
    formatChange: (minor) => moneyText({ minor, currency }, 'short', 'signed').replace(/[^\d+−.KMB]/g, ''),
  }
}

/** "p50 moved from $13.95M to $13.60M since 13 Nov; most of it: lost −$610K, new +$320K". */
export function findingOf(changes: Changes, steps: readonly ChangeStep[], today: string): string {
  const { before, after, since } = changes
  const most = steps
    .filter(({ kind }) => kind === 'change')
    .toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))
    .slice(0, 2)
    .map(
      ({ name, value }) =>
        `${name.toLowerCase()} ${moneyText({ minor: value, currency: after.p50.currency }, 'short', 'signed')}`,
    )
  const said = `The p50 went from ${moneyText(before.p50)} to ${moneyText(after.p50)} since ${dateText(since, today)}`
  return most.length === 0 ? said : `${said}; most of it: ${most.join(', ')}`
}
