import type { Exchange, Exchanged, Interaction } from '../interactions.ts'
import { interactionOf, isExchange } from '../interactions.ts'
import { samePeople, type PersonRecord, type ThreadRule } from '../threads.ts'
import { epochMs, MS_PER_DAY } from '../../values/instant.ts'

interface Group {
  readonly records: ReadonlySet<string>
  count: number
  inbound: number
  outbound: number
  last: number
}

/** How the people of a deal stood at an instant. Mails and meetings of the deal are counted once, whoever took part. */
export interface LedgerCounts {
  readonly active: number
  readonly inbound: number
  readonly outbound: number
  readonly meetings: number
}

/** A running account of a deal's threads: each activity is looked at once, however many weeks are asked for. */
export class ThreadLedger {
  private readonly rule: ThreadRule
  private groups: Group[] = []
  private people: readonly PersonRecord[] = []
  private past: Exchange[] = []
  private ahead: Exchange[] = []
  private counts = { inbound: 0, outbound: 0, meetings: 0 }

  constructor(rule: ThreadRule) {
    this.rule = rule
  }

  /** Who is on the deal from here on. What happened before is put to the new groups. */
  regroup(people: readonly PersonRecord[]): void {
    this.people = people
    this.groups = samePeople(people).map((records) => ({
      records: new Set(records.map(({ contactId }) => contactId)),
      count: 0,
      inbound: 0,
      outbound: 0,
      last: -Infinity,
    }))
    this.counts = { inbound: 0, outbound: 0, meetings: 0 }
    for (const one of this.past) this.count(one)
  }

  /** Moves on to an instant, with what was learnt since the last one. */
  learn(activities: readonly Exchanged[], at: number): void {
    const due = this.ahead.filter((one) => epochMs(one.occurredAt) < at)
    if (due.length > 0) this.ahead = this.ahead.filter((one) => epochMs(one.occurredAt) >= at)
    for (const one of due) this.take(one)
    for (const one of activities) {
      if (!isExchange(one)) continue
      if (epochMs(one.occurredAt) >= at) this.ahead.push(one)
      else this.take(one)
    }
  }

  at(at: number): LedgerCounts {
    const { minInteractions, activeWithinDays, needsBothDirections } = this.rule
    let active = 0
    for (const { count, inbound, outbound, last } of this.groups)
      if (
        count >= minInteractions &&
        Math.floor((at - last) / MS_PER_DAY) <= activeWithinDays &&
        (!needsBothDirections || (inbound > 0 && outbound > 0))
      )
        active += 1
    return { active, ...this.counts }
  }

  get contacts(): number {
    return this.groups.length
  }

  private take(one: Exchange): void {
    this.past.push(one)
    if (this.people.length > 0) this.count(one)
  }

  private count(one: Exchange): void {
    let seen: Interaction | undefined
    for (const group of this.groups) {
      const interaction = interactionOf(group.records, one)
      if (!interaction) continue
      group.count += 1
      if (interaction.inbound) group.inbound += 1
      if (interaction.outbound) group.outbound += 1
      group.last = Math.max(group.last, epochMs(one.occurredAt))
      if (!seen || interaction.inbound) seen = interaction
    }
    if (!seen) return
    if (one.kind === 'meeting') this.counts.meetings += 1
    else if (seen.inbound) this.counts.inbound += 1
    else if (seen.outbound) this.counts.outbound += 1
  }
}
