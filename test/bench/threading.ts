import { stream, uniform } from '../../src/stats/random/stream.ts'
import { dealSituation } from '../../src/domain/alerts/deal-situation.ts'
import { causesOf } from '../../src/domain/alerts/rules.ts'
import { DEFAULT_SETTINGS } from '../../src/domain/settings/settings.ts'
import { departures } from '../../src/domain/stakeholders/champions/departures.ts'
import { editsIn } from '../../src/domain/stakeholders/champions/edit-signs.ts'
import { threading, type Threading } from '../../src/domain/stakeholders/threading.ts'
import { threadRecord } from '../../src/domain/stakeholders/record/thread-record.ts'
import { threadTrack, type ThreadTrack } from '../../src/domain/stakeholders/record/thread-track.ts'
import type { Activity } from '../../src/domain/activities/activity.ts'
import type { Dossier } from '../../src/domain/opportunities/dossier.ts'
import { dossierAt, type DealEvent, type DealHistory } from '../../src/domain/opportunities/replay.ts'
import type { Figure } from './figure.ts'

const DEALS = 10_000
const ACTIVITIES_EACH = 100
const PEOPLE_EACH = 6
const AS_OF = '2026-11-20T00:00:00.000Z'
const DAY = 86_400_000
const FIRST = { name: 'Deal', stage: 'qualification', segment: 'mid-market', ownerId: 'rosa' }
/** Of the first of its people; the others have none. */
const ROLES = ['champion', 'technical-evaluator', 'user'] as const

/**
 * Threads, departures and alerts of all open deals of a large company, and what its past says of them, without reading them
 * from the database.
 */
export function measureThreading(say: (step: string) => void): Promise<Figure[]> {
  const settings = DEFAULT_SETTINGS.threading
  const { departureCertainty } = DEFAULT_SETTINGS.champions
  const tracks: ThreadTrack[] = []
  let [now, gone, alerts, past] = [0, 0, 0, 0]
  for (let deal = 0; deal < DEALS; deal++) {
    if (deal % 2_000 === 0) say(`${deal} of ${DEALS} deals`)
    const history = madeHistory(deal)
    let dossier: Dossier | undefined
    let found: Threading | undefined
    now += processorMs(() => {
      dossier = dossierAt(history, AS_OF)
      found = dossier && threading(dossier, settings)
    })
    if (!dossier || !found) continue
    const { asOf, activities } = dossier
    const { people } = found
    gone += processorMs(() => departures(people, { asOf, activities, edits: editsIn(history.events, asOf) }, departureCertainty))
    alerts += processorMs(() => causesIn(String(deal), dossierAt(history, AS_OF), history))
    past += processorMs(() => {
      const track = threadTrack(history, { until: Date.parse(AS_OF), settings, worth: (money) => money.minor })
      if (track) tracks.push(track)
    })
  }
  const record = processorMs(() => threadRecord(tracks))
  const on = `${DEALS.toLocaleString('en')} deals with ${(DEALS * ACTIVITIES_EACH).toLocaleString('en')} activities, processor time`
  return Promise.resolve([
    { name: 'threading of all open deals', unit: 's', budget: 10, measured: now / 1_000, on },
    { name: 'departures of all open deals', unit: 's', budget: 10, measured: gone / 1_000, on },
    { name: 'alerts of all open deals', unit: 's', budget: 10, measured: alerts / 1_000, on },
    { name: 'threads of every past week', unit: 's', budget: null, measured: past / 1_000, on },
    { name: 'win rates from these', unit: 's', budget: null, measured: record / 1_000, on },
  ])
}

/** All that a look at a deal for alerts works out: its threads, its champions, who left, and what that is a cause for. */
function causesIn(id: string, dossier: Dossier | undefined, { events }: DealHistory) {
  const records = { events, tests: [], influence: new Map(), amountMinor: null }
  const { threading: rules, champions } = DEFAULT_SETTINGS
  const situation =
    dossier && dealSituation(id, dossier, { ...records, threading: rules, departureCertainty: champions.departureCertainty })
  return situation ? causesOf(situation, () => true) : []
}

function processorMs(work: () => unknown): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}

/** A deal of a year with six people, mails of usual length back and forth, and some meetings. */
function madeHistory(deal: number): DealHistory {
  const source = stream(deal, 'threading bench')
  const start = Date.parse(AS_OF) - 365 * DAY
  const people = Array.from(
    { length: PEOPLE_EACH },
    (_, i) => `00000000-0000-4000-8000-${String(deal * PEOPLE_EACH + i).padStart(12, '0')}`,
  )
  const event = (id: number, noun: string, type: string, at: number, after: Record<string, unknown>): DealEvent => {
    const moment = new Date(at).toISOString()
    return { id, type, noun, subject: String(id), occurredAt: moment, recordedAt: moment, before: null, after }
  }
  const activities = Array.from({ length: ACTIVITIES_EACH }, (_, i): Activity => {
    const moment = new Date(start + Math.floor(uniform(source) * 365 * DAY)).toISOString()
    const who = people[Math.floor(uniform(source) * PEOPLE_EACH)] ?? null
    const kind = uniform(source) < 0.15 ? 'meeting' : 'email'
    const inbound = uniform(source) < 0.45
    const theirs = { contactId: who, userId: null, name: null, address: 'anna.berg@acme.example', response: null }
    const ours = { contactId: null, userId: 'rosa', name: null, address: 'rosa@we.example', response: null }
    return {
      id: `${deal}-${i}`,
      kind,
      subject: inbound ? 'Re: Next steps on the rollout' : 'Next steps on the rollout',
      body: 'Thank you for the call on Tuesday. As promised, here are the three points that we left open, with the figures. '.repeat(
        6,
      ),
      direction: kind === 'meeting' ? null : inbound ? 'inbound' : 'outbound',
      sentiment: inbound && uniform(source) < 0.4 ? 'positive' : null,
      state: 'done',
      occurredAt: moment,
      recordedAt: moment,
      dueOn: null,
      durationMinutes: 45,
      opportunityId: null,
      accountId: null,
      owner: null,
      automated: false,
      participants: [
        { part: inbound ? 'from' : 'to', ...theirs },
        { part: inbound ? 'to' : 'from', ...ours },
      ],
    }
  })
  return {
    events: [
      event(1, 'opportunity', 'opportunity.created', start, FIRST),
      ...people.map((contactId, i) =>
        event(2 + i, 'stakeholder', 'stakeholder.added', start + i * 20 * DAY, { contactId, roles: ROLES.slice(i, i + 1) }),
      ),
      event(20, 'opportunity', 'opportunity.moved', start + 120 * DAY, { stage: 'proposal' }),
    ],
    activities,
    known: new Map(people.map((id, i) => [id, { name: `Person ${i}`, mailboxKeys: [`person${i}.${deal}@acme.example`] }])),
  }
}
