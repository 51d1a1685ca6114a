const STORED = 'quarterdeck.deal-list'
/** More are not stepped through one by one. */
const LONGEST = 2000

interface DealList {
  /** Where the list stands, to go back to. */
  readonly href: string
  readonly ids: readonly string[]
}

/** Keeps the deals of a list in the order shown, so that [ and ] on a deal's page go to its neighbours. For this tab only. */
export function rememberList(list: DealList): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify({ href: list.href, ids: list.ids.slice(0, LONGEST) }))
  } catch {
    // Without storage the deal page simply has no neighbours.
  }
}

export interface Neighbours {
  readonly href: string
  readonly previous: string | undefined
  readonly next: string | undefined
  /** From 1. */
  readonly place: number
  readonly of: number
}

/** The deals before and after this one in the list that was left; undefined if it came from none. */
export function neighboursOf(id: string): Neighbours | undefined {
  try {
    const list = JSON.parse(sessionStorage.getItem(STORED) ?? 'null') as DealList | null
    const at = list?.ids.indexOf(id) ?? -1
    return list && at >= 0
      ? { href: list.href, previous: list.ids[at - 1], next: list.ids[at + 1], place: at + 1, of: list.ids.length }
      : undefined
  } catch {
    return undefined
  }
}
