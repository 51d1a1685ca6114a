import type { z } from 'zod'
import type { Champion, Departure as ToldDeparture } from '../../contract/champions.ts'
import { Problem } from '../../contract/problem.ts'
import type { Dossier } from '../../domain/opportunities/dossier.ts'
import { dossierAt, type DealEvent } from '../../domain/opportunities/replay.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import {
  championReport,
  type ChampionReport,
  type ReportedChampion,
} from '../../domain/stakeholders/champions/champion-report.ts'
import type { Departure } from '../../domain/stakeholders/champions/departures.ts'
import { recordsAt } from '../../domain/stakeholders/champions/records-at.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import type { Instant } from '../../domain/values/instant.ts'
import { historyOf } from '../opportunities/history/store.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { readSettings } from '../settings/store.ts'
import * as store from './store.ts'

/** A deal in sight with everything that is said of its champions, as of an instant. */
export interface Reading {
  readonly id: string
  readonly row: opportunities.Row
  readonly before: Instant
  readonly dossier: Dossier
  readonly events: readonly DealEvent[]
  readonly settings: Settings
  readonly report: ChampionReport
}

export async function readDeal(ctx: Ctx, deal: string, asOf?: string): Promise<Reading> {
  const id = await opportunities.idOf(ctx, deal)
  const before = asOfInstant(asOf, ctx.now)
  const [row, history, settings, tests, said] = await Promise.all([
    opportunities.unseen(ctx.db, id),
    historyOf(ctx, id),
    readSettings(ctx.db),
    store.testsOf(ctx.db, id, before),
    store.saidOf(ctx.db, id),
  ])
  const dossier = dossierAt(history, before)
  if (!dossier) throw new Problem('not-found', `Nothing was known of this deal before ${asOf ?? 'now'}.`)
  const report = championReport(dossier, recordsAt(history, before, { tests, said, settings }))
  return { id, row, before, dossier, events: history.events, settings, report }
}

export function dealOf({ id, row, dossier }: Reading) {
  return { id, externalId: row.external_id, name: dossier.opportunity.name ?? row.name }
}

type Records = Pick<ReportedChampion['person'], 'person' | 'sameAs'>

export function contactOf({ person, sameAs }: Records) {
  const { contactId, externalId, name, title } = person
  return { contact: { id: contactId, externalId, name, title }, sameAs: sameAs.map((record) => record.contactId) }
}

export function departureOf(one: Departure): Omit<z.input<typeof ToldDeparture>, 'contact' | 'sameAs'> {
  const { firstSignAt, certainty, departed, sentence, signs } = one
  return { firstSignAt, certainty, departed, sentence, signs: signs.map(({ eventId: _eventId, ...sign }) => sign) }
}

export function championOf(one: ReportedChampion): z.input<typeof Champion> {
  return {
    ...contactOf(one.person),
    roles: [...one.person.roles],
    called: one.called,
    locked: one.locked,
    score: one.score,
    rung: one.rung,
    ladder: one.ladder.map((rung) => ({
      ...rung,
      acts: [...rung.acts],
      tests: rung.tests.map(({ contactId: _contactId, ...test }) => ({ ...test, evidence: [...test.evidence] })),
    })),
    contradictions: one.contradictions.map((each) => ({ ...each, evidence: [...each.evidence] })),
    contradiction: one.contradiction,
    departure: one.departure && departureOf(one.departure),
    development: [...one.development],
  }
}
