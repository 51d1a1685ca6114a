import type { DealView } from '../deal-history.ts'

/** Names are alike when they share so much of their three-letter parts, and amounts when neither is a quarter larger. */
const ALIKE = 0.8
const LARGER = 1.25

/**
 * Open deals that look like another of the same account: alike in name and amount, open at the same time. Of each such group
 * one counts until somebody has said which it is: the one that has come furthest, of several the first. Answers the keys of
 * the others.
 */
export function enteredTwice(open: readonly DealView[]): Set<string> {
  const byAccount = new Map<string, DealView[]>()
  for (const view of open) {
    const { account, name } = view.history
    if (account === undefined || account === null || !name) continue
    const own = byAccount.get(account)
    if (own) own.push(view)
    else byAccount.set(account, [view])
  }
  const twice = new Set<string>()
  for (const deals of byAccount.values()) {
    if (deals.length < 2) continue
    const counted: DealView[] = []
    for (const deal of deals.sort(furthestFirst)) {
      if (counted.some((other) => areAlike(deal, other))) twice.add(deal.history.key)
      else counted.push(deal)
    }
  }
  return twice
}

function furthestFirst(a: DealView, b: DealView): number {
  return (
    b.stages.length - a.stages.length ||
    a.history.createdAt - b.history.createdAt ||
    (a.history.key < b.history.key ? -1 : a.history.key > b.history.key ? 1 : 0)
  )
}

function areAlike({ history: a }: DealView, { history: b }: DealView): boolean {
  if (a.pipeline !== b.pipeline || !amountsAlike(a.amountMinor, b.amountMinor)) return false
  // This year's renewal and next year's are two deals.
  if (numbersIn(a.name!) !== numbersIn(b.name!)) return false
  const [mine, others] = [partsOf(a.name!), partsOf(b.name!)]
  const both = [...mine].filter((part) => others.has(part)).length
  const either = mine.size + others.size - both
  return either > 0 && both >= ALIKE * either
}

function amountsAlike(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b
  return Math.max(a, b) <= LARGER * Math.min(a, b)
}

function numbersIn(name: string): string {
  return (name.match(/\d+/g) ?? []).sort().join(' ')
}

/** Parts of three letters or digits of each word, as pg_trgm takes them: two blanks before it and one after. */
function partsOf(name: string): Set<string> {
  const parts = new Set<string>()
  for (const word of name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const padded = `  ${word} `
    for (let i = 0; i + 3 <= padded.length; i++) parts.add(padded.slice(i, i + 3))
  }
  return parts
}
