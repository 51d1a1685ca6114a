import { dayOf } from '../calendar.ts'
import type { JournalDeal } from '../journal/company-journal.ts'

/** What can be counted of a simulated company from its journal, to hold it beside what is known of real ones. */
export interface CompanyShape {
  readonly deals: number
  /** Of deals created more than a year before the end, the share won. */
  readonly winShare: number
  /** Median weeks from creation to signature of won deals: small, mid-market, enterprise. */
  readonly wonWeeks: readonly number[]
  /** Of the deals won in a quarter, the share by count and by value that was not created at its start. */
  readonly createdInQuarter: { readonly count: number; readonly value: number }
  /** Of deals won later: share whose entered date came true within 14 days. */
  readonly dateHit: {
    readonly always: number
    readonly atCreation: number
    readonly inNegotiation: number
    readonly lastFourWeeks: number
  }
  /** How well the stage alone, at 10, 25, 50 and 75 %, ranks open deals by whether they are won in the end. */
  readonly stageAuc: number
}

const WEEK = 7
const STAGES = ['discovery', 'qualification', 'proposal', 'negotiation']

/** Counts over every Monday of every deal's life. `segmentOf` gives 0 for small to 2 for enterprise by the deal's id in the export. */
export function companyShape(
  deals: Iterable<JournalDeal>,
  segmentOf: (externalId: string) => number | undefined,
  end: string,
): CompanyShape {
  const endDay = dayOf(end)
  const weeks: number[][] = [[], [], []]
  const hits = { always: tally(), atCreation: tally(), inNegotiation: tally(), lastFourWeeks: tally() }
  const inQuarter = { count: tally(), value: tally() }
  /** Open weeks by stage: later won, later not won. */
  const byStage = STAGES.map(() => [0, 0] as [number, number])
  let count = 0
  let old = 0
  let oldWon = 0
  for (const deal of deals) {
    count++
    const life = lifeOf(deal)
    if (life.created < endDay - 365) {
      old++
      if (life.won) oldWon++
    }
    const segment = segmentOf(deal.externalId)
    if (life.won && segment !== undefined) weeks[segment]?.push((life.closed - life.created) / WEEK)
    if (life.won && life.closed > dayOf(end) - 3 * 365) {
      const date = new Date(life.closed * 86_400_000)
      const start = Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3, 1) / 86_400_000
      add(inQuarter.count, life.created >= start, 1)
      add(inQuarter.value, life.created >= start, life.amount)
    }
    // Only deals whose end is certain to lie before the export tell how an open week went on.
    if (life.created > endDay - 730) continue
    for (const [week, { stage, due }] of life.mondays.entries()) {
      const place = STAGES.indexOf(stage)
      const cell = byStage[place]
      if (cell) cell[life.won ? 0 : 1]++
      if (!life.won || due === null) continue
      const hit = Math.abs(due - life.closed) <= 14
      add(hits.always, hit, 1)
      if (week === 0) add(hits.atCreation, hit, 1)
      if (place === 3) add(hits.inNegotiation, hit, 1)
      if (life.closed - life.firstMonday - week * WEEK <= 28) add(hits.lastFourWeeks, hit, 1)
    }
  }
  return {
    deals: count,
    winShare: oldWon / old,
    wonWeeks: weeks.map((values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN),
    createdInQuarter: { count: share(inQuarter.count), value: share(inQuarter.value) },
    dateHit: {
      always: share(hits.always),
      atCreation: share(hits.atCreation),
      inNegotiation: share(hits.inNegotiation),
      lastFourWeeks: share(hits.lastFourWeeks),
    },
    stageAuc: aucOf(byStage),
  }
}

interface Life {
  readonly created: number
  readonly closed: number
  readonly won: boolean
  readonly amount: number
  readonly firstMonday: number
  readonly mondays: readonly { readonly stage: string; readonly due: number | null }[]
}

function lifeOf({ past }: JournalDeal): Life {
  const own = past.events.filter((event) => event.noun === 'opportunity')
  const created = day(own[0]?.recordedAt ?? '')
  const firstMonday = created - ((created + 3) % 7) + 7
  let stage = ''
  let due: number | null = null
  let amount = 0
  let closed = Number.POSITIVE_INFINITY
  let signed = closed
  const mondays: { stage: string; due: number | null }[] = []
  let monday = firstMonday
  for (const event of own) {
    const recorded = day(event.recordedAt)
    for (; monday <= recorded && monday <= closed; monday += WEEK) mondays.push({ stage, due })
    const after = event.after ?? {}
    if (typeof after['stage'] === 'string') stage = after['stage']
    const money = after['amount'] as { minor: number } | null | undefined
    if (money) amount = money.minor
    if (typeof after['expectedCloseOn'] === 'string') due = day(after['expectedCloseOn'])
    if (!stage.startsWith('closed') || closed < Number.POSITIVE_INFINITY) continue
    closed = recorded
    signed = typeof after['actualCloseOn'] === 'string' ? day(after['actualCloseOn']) : recorded
  }
  return { created, closed: signed, won: stage === 'closed_won', amount, firstMonday, mondays }
}

function day(text: string): number {
  return Math.floor(Date.parse(text) / 86_400_000)
}

interface Tally {
  yes: number
  all: number
}

function tally(): Tally {
  return { yes: 0, all: 0 }
}

function add(to: Tally, yes: boolean, weight: number): void {
  to.all += weight
  if (yes) to.yes += weight
}

function share({ yes, all }: Tally): number {
  return yes / all
}

/** Chance that an open week of a deal that is won stands in a later stage than one of a deal that is not; ties count half. */
function aucOf(cells: readonly (readonly [number, number])[]): number {
  let pairs = 0
  let ahead = 0
  let notWonBefore = 0
  let [won, notWon] = [0, 0]
  for (const [w, n] of cells) {
    ahead += w * (notWonBefore + n / 2)
    notWonBefore += n
    won += w
    notWon += n
  }
  pairs = won * notWon
  return ahead / pairs
}
