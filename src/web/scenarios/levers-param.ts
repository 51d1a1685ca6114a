import type { api } from '../app/api.ts'

export type Preview = Awaited<ReturnType<typeof api.scenarios.preview>>
export type Saved = Awaited<ReturnType<typeof api.scenarios.list>>['items'][number]
export type Levers = Saved['levers']
export type LeverName = Exclude<keyof Levers, 'deals'>
export type DealSwitch = NonNullable<Levers['deals']>[number]
export type DealOutcome = DealSwitch['outcome']

/** How each lever is written in an address. */
const SHORT = {
  commitWinRate: 'commit',
  winRate: 'win',
  slipDays: 'slip',
  cycleDays: 'cycle',
  amount: 'amount',
  creation: 'new',
} as const satisfies Record<LeverName, string>

export const LEVER_NAMES = Object.keys(SHORT) as LeverName[]

const OUTCOMES = { 'as forecast': 'as', won: 'won', lost: 'lost', 'left out': 'out' } as const satisfies Record<
  DealOutcome,
  string
>

/** Levers as an address holds them: 'commit:-5,slip:4,deal:<id>:won:2026-12-01:1200000USD'; undefined for none. */
export function leversParam(levers: Levers): string | undefined {
  const pulled = LEVER_NAMES.flatMap((name) => (levers[name] ? [`${SHORT[name]}:${levers[name]}`] : []))
  const deals = (levers.deals ?? []).map(({ deal, outcome, closeOn, amount }) =>
    ['deal', deal, OUTCOMES[outcome], closeOn ?? '', amount ? `${amount.minor}${amount.currency}` : '']
      .join(':')
      .replace(/:+$/, ''),
  )
  return [...pulled, ...deals].join(',') || undefined
}

/** The other way; what cannot be understood is left out. */
export function leversOf(param: string | undefined): Levers {
  const levers: Levers = {}
  const deals: DealSwitch[] = []
  for (const part of (param ?? '').split(',')) {
    const [kind, value = '', ...rest] = part.split(':')
    const name = LEVER_NAMES.find((one) => SHORT[one] === kind)
    if (name && value !== '' && Number.isFinite(Number(value))) levers[name] = Number(value)
    else if (kind === 'deal') {
      const deal = dealOf(value, rest)
      if (deal && !deals.some((one) => one.deal === deal.deal)) deals.push(deal)
    }
  }
  return deals.length > 0 ? { ...levers, deals } : levers
}

function dealOf(deal: string, [outcome, closeOn, amount]: readonly string[]): DealSwitch | undefined {
  const made = (Object.keys(OUTCOMES) as DealOutcome[]).find((one) => OUTCOMES[one] === outcome)
  if (!made || !/^[0-9a-f-]{36}$/i.test(deal)) return undefined
  const [, minor, currency] = /^(-?\d+)([A-Z]{3})$/.exec(amount ?? '') ?? []
  return {
    deal,
    outcome: made,
    ...(closeOn && /^\d{4}-\d{2}-\d{2}$/.test(closeOn) ? { closeOn } : {}),
    ...(minor && currency ? { amount: { minor: Number(minor), currency } } : {}),
  }
}

/** Whether anything is changed at all. */
export function isAtRest(levers: Levers): boolean {
  return leversParam(levers) === undefined
}

/** The same levers with the switch of one deal set, or taken away. */
export function withDeal(levers: Levers, deal: string, change: Omit<DealSwitch, 'deal'> | undefined): Levers {
  const { deals = [], ...rest } = levers
  const next = change
    ? deals.some((one) => one.deal === deal)
      ? deals.map((one) => (one.deal === deal ? { deal, ...change } : one))
      : [...deals, { deal, ...change }]
    : deals.filter((one) => one.deal !== deal)
  return next.length > 0 ? { ...rest, deals: next } : rest
}
