import { dateOf, dayOfMoment } from '../calendar.ts'
import { fill } from '../content/fill.ts'
import { AUTOMATIC_BODIES, BUYER_SENTENCES, SELLER_SENTENCES, type Sentiment } from '../content/mail-bodies.ts'
import { AUTOMATIC_REPLIES, MAIL_SUBJECTS } from '../content/mail-subjects.ts'
import { CALL_NOTES, CALL_SUBJECTS, MEETING_SUBJECTS, TO_DOS } from '../content/meeting-subjects.ts'
import type { DealState } from '../latent/deal-process.ts'
import { Random } from '../random.ts'
import { required } from '../required.ts'
import type { WorldSettings } from '../settings.ts'
import type { Employee } from './company.ts'
import type { Person } from './customers.ts'
import type { Deal } from './deal.ts'
import type { Export } from './export-tables.ts'
import { recordId, type RecordIds } from './record-ids.ts'
import { momentOnDay, stamp } from './working-hours.ts'

export type Kind = 'in' | 'out' | 'meeting' | 'call' | 'to-do'

/** A week of a deal as its activities see it. */
export interface Scene {
  readonly deal: Deal
  readonly state: DealState
  readonly owner: Employee
  readonly words: Readonly<Record<string, string>>
  /** Who can answer, and who is written to although already gone. */
  readonly present: readonly Person[]
  readonly gone: readonly Person[]
}

/** Writes the activities of one deal as rows, in time order, with threads, guests and the gaps of the records. */
export class ActivityLog {
  readonly dangling: string[] = []
  written = 0
  private thread: { subject: string; person: Person } | null = null
  private readonly told = new Set<string>()
  private readonly deal: Deal
  private readonly until: number
  private readonly end: number
  private readonly settings: WorldSettings
  private readonly out: Export
  private readonly ids: RecordIds
  private readonly random: Random

  constructor(deal: Deal, until: number, end: number, settings: WorldSettings, out: Export, ids: RecordIds) {
    this.deal = deal
    this.until = until
    this.end = end
    this.settings = settings
    this.out = out
    this.ids = ids
    this.random = new Random(settings.seed, `activity-words/${deal.plan.number}`)
  }

  /** Writes one activity if it lies within the deal's time in the CRM and is not among those nobody recorded. */
  write(kind: Kind, at: number, scene: Scene): void {
    const { random } = this
    const captured = kind === 'in' || kind === 'out' ? 0.5 + 0.5 * scene.owner.capture : scene.owner.capture
    const kept = random.chance(captured * this.settings.activityShare)
    if (!kept || at < this.deal.created) return
    // Meetings of the coming weeks already stand in the calendar of an open deal.
    if (kind === 'meeting' && at >= this.end - 3 * 86_400_000 && this.until >= this.end)
      return this.meeting(
        momentOnDay(random, dayOfMoment(this.end) + random.integer(1, 12), this.deal.customer.place.offset),
        scene,
        this.end - random.integer(9, 200) * 3_600_000,
      )
    if (at >= this.until) return
    if (kind === 'in') this.mailIn(at, scene)
    else if (kind === 'out') this.mailOut(at, scene)
    else if (kind === 'meeting') this.meeting(at, scene, Math.max(this.deal.created, at - random.integer(20, 200) * 3_600_000))
    else if (kind === 'call') this.call(at, scene)
    else this.toDo(at, scene)
  }

  private mailIn(at: number, scene: Scene): void {
    const { random } = this
    const stage = scene.state.stage
    const person = required(
      scene.present[random.weighted(scene.present.map((candidate) => candidate.rate * (candidate.part === 'champion' ? 2 : 1)))],
    )
    const sentiment = sentimentOf(scene.state, random)
    const subject = this.subject(person, MAIL_SUBJECTS[stage]?.in ?? [], scene)
    const body = fill(random.pick(BUYER_SENTENCES[stage]?.[sentiment] ?? []), scene.words)
    this.mail(
      at,
      true,
      person,
      scene,
      subject,
      `${body} ${random.pick(['Best regards', 'Thanks', 'Kind regards', 'Regards', 'Best'])}, ${person.first}`,
      random.chance(0.08) ? null : sentiment,
    )
  }

  private mailOut(at: number, scene: Scene): void {
    const { random } = this
    const stage = scene.state.stage
    const known = [...scene.present, ...scene.gone]
    if (known.length === 0) return
    const person =
      this.thread && known.includes(this.thread.person) && random.chance(0.5)
        ? this.thread.person
        : required(known[random.weighted(known.map((candidate) => candidate.rate * (candidate.part === 'champion' ? 2 : 1)))])
    const subject = this.subject(person, MAIL_SUBJECTS[stage]?.out ?? [], scene)
    this.mail(
      at,
      false,
      person,
      scene,
      subject,
      `Dear ${person.first}, ${lowerFirst(fill(random.pick(SELLER_SENTENCES[stage] ?? []), scene.words))}`,
      null,
    )
    const left = scene.gone.includes(person)
    if (left ? !this.told.has(person.id) && random.chance(0.4) : random.chance(0.012)) {
      if (left) this.told.add(person.id)
      const kind = left ? 'left' : 'away'
      this.mail(
        at + 40_000,
        true,
        person,
        scene,
        fill(random.pick(AUTOMATIC_REPLIES[kind]), scene.words),
        fill(AUTOMATIC_BODIES[kind], scene.words),
        'neutral',
      )
    }
  }

  private subject(person: Person, fresh: readonly string[], scene: Scene): string {
    if (this.thread && this.thread.person === person && this.random.chance(0.6)) return `Re: ${this.thread.subject}`
    this.thread = { subject: fill(this.random.pick(fresh), scene.words), person }
    return this.thread.subject
  }

  private mail(
    at: number,
    incoming: boolean,
    person: Person,
    scene: Scene,
    subject: string,
    body: string,
    sentiment: Sentiment | null,
  ): void {
    if (at >= this.until) return
    const copied = this.random.chance(0.22)
      ? scene.present.filter((other) => other !== person).slice(0, this.random.integer(1, 2))
      : []
    this.written++
    this.out.emails.add({
      Id: this.ids.next('email'),
      RelatedToId: this.deal.id,
      FromName: incoming ? person.name : scene.owner.name,
      FromAddress: incoming ? person.email : scene.owner.email,
      ToAddress: incoming ? scene.owner.email : person.email,
      CcAddress: copied.map((other) => other.email).join('; ') || null,
      Incoming: incoming,
      MessageDate: stamp(at),
      Subject: subject,
      TextBody: body,
      Sentiment__c: incoming ? sentiment : null,
      CreatedDate: stamp(Math.min(at + this.random.integer(1, 50) * 60_000, this.end - 1)),
    })
  }

  private meeting(at: number, scene: Scene, booked: number): void {
    const { random } = this
    const guests = scene.present.filter((person) => random.chance(person.part === 'economic-buyer' ? 0.3 : 0.5)).slice(0, 5)
    const host = required(guests[0] ?? scene.present[0])
    const minutes = random.pick([30, 30, 45, 60, 60, 90])
    const id = this.ids.next('event')
    const created = this.recorded(at, Math.max(this.deal.created, Math.min(booked, this.end - 1)))
    this.written++
    this.out.events.add({
      Id: id,
      Subject: fill(random.pick(MEETING_SUBJECTS[scene.state.stage] ?? []), scene.words),
      StartDateTime: stamp(quarterHour(at)),
      EndDateTime: stamp(quarterHour(at) + minutes * 60_000),
      DurationInMinutes: minutes,
      OwnerId: scene.owner.id,
      WhatId: this.deal.id,
      WhoId: host.id,
      Location: random.pick(['Video call', 'Video call', 'Video call', scene.deal.customer.place.city, null]),
      CreatedDate: stamp(created),
    })
    const past = at < this.end
    for (const guest of guests.length > 0 ? guests : [host]) {
      const status =
        guest === host && past
          ? 'Accepted'
          : required((['Accepted', 'Declined', 'New'] as const)[random.weighted(past ? [0.82, 0.08, 0.1] : [0.5, 0.06, 0.44])])
      this.invite(id, guest.id, status)
    }
    if (scene.state.stage >= 2 && random.chance(0.12)) this.invite(id, this.deal.team.leaderId, 'Accepted')
  }

  private invite(eventId: string, relationId: string, status: string): void {
    this.out.eventRelations.add({
      Id: this.ids.next('eventRelation'),
      EventId: eventId,
      RelationId: relationId,
      Status: status,
      IsInvitee: true,
      IsWhat: false,
    })
  }

  private call(at: number, scene: Scene): void {
    const { random } = this
    const person = random.pick(scene.present)
    const seconds = random.chance(0.25) ? random.integer(15, 60) : random.integer(180, 2_700)
    this.task({
      Subject: fill(random.pick(CALL_SUBJECTS[scene.state.stage] ?? []), { ...scene.words, person: person.name }),
      TaskSubtype: 'Call',
      Status: 'Completed',
      Priority: 'Normal',
      ActivityDate: dateOf(dayOfMoment(at)),
      CompletedDateTime: stamp(at),
      CreatedDate: stamp(this.recorded(at, at + seconds * 1000)),
      OwnerId: scene.owner.id,
      WhoId: person.id,
      CallType: random.chance(0.24 * Math.exp(0.3 * scene.state.momentum)) ? 'Inbound' : 'Outbound',
      CallDurationInSeconds: seconds,
      Description: random.chance(0.7) ? random.pick(CALL_NOTES) : null,
      IsClosed: true,
    })
  }

  private toDo(at: number, scene: Scene): void {
    const { random } = this
    const due = dayOfMoment(at) + random.integer(2, 10)
    const finished = momentOnDay(random, due - random.integer(-2, 1), 0)
    const done = finished < this.end && random.chance(0.85)
    this.task({
      Subject: fill(random.pick(TO_DOS[scene.state.stage] ?? []), scene.words),
      TaskSubtype: 'Task',
      Status: done ? 'Completed' : 'Not Started',
      Priority: random.pick(['Normal', 'Normal', 'High']),
      ActivityDate: dateOf(due),
      CompletedDateTime: done ? stamp(Math.max(finished, at + 600_000)) : null,
      CreatedDate: stamp(at),
      OwnerId: scene.owner.id,
      WhoId: null,
      CallType: null,
      CallDurationInSeconds: null,
      Description: null,
      IsClosed: done,
    })
  }

  private task(row: Omit<Parameters<Export['tasks']['add']>[0], 'Id' | 'WhatId'>): void {
    this.written++
    const id = this.ids.next('task')
    const lost = this.random.chance(0.0008)
    if (lost) this.dangling.push(id)
    this.out.tasks.add({ ...row, Id: id, WhatId: lost ? recordId('006', 9_000_000 + this.dangling.length) : this.deal.id })
  }

  /** When an activity came into the records: usually at once, sometimes a week or more later. */
  private recorded(at: number, usual: number): number {
    const late = at + this.random.integer(8, 20) * 86_400_000
    return this.random.chance(this.settings.backdated) && late < this.end ? late : Math.min(usual, this.end - 1)
  }
}

function sentimentOf(state: DealState, random: Random): Sentiment {
  const positive = Math.exp(-0.3 + 1.1 * state.momentum)
  const negative = Math.exp(-1.2 - 1.1 * state.momentum)
  return required((['positive', 'neutral', 'negative'] as const)[random.weighted([positive, 1, negative])])
}

function quarterHour(moment: number): number {
  return Math.floor(moment / 900_000) * 900_000
}

function lowerFirst(sentence: string): string {
  return sentence.startsWith('I ') || /^[A-Z]{2}/.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
