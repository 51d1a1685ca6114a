import type { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import type { stakeholders } from '../../contract/stakeholders.ts'
import { NETWORK_SOURCES, type NetworkSource } from '../../domain/network/network-source.ts'
import { recommendedContacts } from '../../domain/network/recommended-contacts.ts'
import type { Dossier } from '../../domain/opportunities/dossier.ts'
import { dossierAt } from '../../domain/opportunities/replay.ts'
import { engagementTrails } from '../../domain/stakeholders/engagement-trail.ts'
import { effortOf } from '../../domain/stakeholders/effort.ts'
import { channelTo } from '../../domain/stakeholders/outreach.ts'
import { threadOutlook } from '../../domain/stakeholders/record/thread-record.ts'
import { quickStatus, threadingReport, type RecommendedContact } from '../../domain/stakeholders/report/threading-report.ts'
import { benchmarkOf, USUAL_SEGMENT } from '../../domain/stakeholders/required-roles.ts'
import { segmentOf, threading as threadingOf, type ThreadingPerson } from '../../domain/stakeholders/threading.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import { inBase } from '../../domain/values/money.ts'
import * as network from '../network/store.ts'
import { historyOf } from '../opportunities/history/store.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { readRates, readSettings } from '../settings/store.ts'
import { recordFor } from './record/company-record.ts'

type Operation = (typeof stakeholders)['threading']

/** Threads, engagement and threading risk of a deal, from what was known before `asOf` began; before now where no day is given. */
export async function threading(
  ctx: Ctx,
  { deal, asOf, markdown, quick }: z.output<Operation['input']>,
): Promise<z.input<Operation['output']>> {
  const id = await opportunities.idOf(ctx, deal)
  const [row, settings] = await Promise.all([opportunities.unseen(ctx.db, id), readSettings(ctx.db)])
  const [history, rates, { record, computing }] = await Promise.all([
    historyOf(ctx, id),
    readRates(ctx.db, settings),
    recordFor(ctx, asOf ?? ctx.today, settings),
  ])
  const dossier = dossierAt(history, asOfInstant(asOf, ctx.now))
  if (!dossier) throw new Problem('not-found', `Nothing was known of this deal before ${asOf ?? 'now'}.`)
  const { opportunity, account } = dossier
  const amount = opportunity.amount ?? opportunity.listAmount ?? null
  const amountMinor = amount && (inBase(rates, amount, asOf ?? ctx.today) ?? null)
  const found = threadingOf(dossier, settings.threading, { amountMinor })
  const trails = engagementTrails(
    found.people.map(({ person, sameAs }) => new Set([person, ...sameAs].map(({ contactId }) => contactId))),
    dossier.activities,
    dossier.asOf,
  )
  const segment = segmentOf(dossier)
  const stage = opportunity.stage ?? null
  const outlook = stage && threadOutlook(record, { stage, active: found.active }, settings.threading.recordFromDeals)
  const won = record?.won.find((one) => one.stage === stage && one.segment === segment)
  const name = opportunity.name ?? row.name
  const reported = {
    asOf: dossier.asOf,
    deal: name,
    account: account?.name ?? null,
    amount,
    stage,
    stageName: opportunity.stageName ?? null,
    threading: found,
    outlook,
    recommended: markdown ? await recommendedFor(ctx, dossier, found) : [],
    dormantEngagement: settings.threading.dormantEngagement,
  }
  return {
    deal: { id, externalId: row.external_id, name },
    asOf: asOf ?? ctx.now,
    total: found.total,
    active: found.active,
    dormant: found.dormant,
    risk: found.risk,
    riskReason: found.riskReason,
    people: found.people.map((one, i) => ({ ...personOf(one), trail: trails[i] ?? [] })),
    stage,
    segment,
    interactions: found.interactions,
    touches: found.touches,
    averageEngagement: found.averageEngagement,
    closingSingleThreaded: found.closingSingleThreaded,
    cover: found.cover.map(({ label, anyOf, critical, covered, active, people }) => ({
      label,
      anyOf: [...anyOf],
      critical,
      covered,
      active,
      people: people.map(named),
    })),
    gaps: found.gaps.map(({ person, anyOf, ...gap }) => ({ ...gap, anyOf: [...anyOf], contact: person && named(person) })),
    nextPerson: found.nextPerson && {
      contact: { id: found.nextPerson.contactId, name: found.nextPerson.name },
      towards: found.nextPerson.towards && { id: found.nextPerson.towards.contactId, name: found.nextPerson.towards.name },
      sentence: found.nextPerson.sentence,
      evidence: [...found.nextPerson.evidence],
    },
    benchmarks: [...found.benchmarks],
    segmentBenchmark: { segment: segment ?? USUAL_SEGMENT, ...benchmarkOf(segment, settings.threading) },
    effort: effortOf(dossier),
    wonDeals: won
      ? { deals: won.deals, active: won.active, inbound: won.inbound, outbound: won.outbound, meetings: won.meetings }
      : null,
    winRate: outlook && { ...outlook, computing, levels: [...outlook.levels] },
    ...(markdown || quick ? { markdown: quick ? quickStatus(reported) : threadingReport(reported) } : {}),
  }
}

const MOST_RECOMMENDED = 5
const SOURCE_NAMES = {
  crm_account: 'CRM',
  email_cc: 'Email',
  meeting_guest: 'Meeting',
  network: 'Professional network',
} as const satisfies Record<NetworkSource, string>

async function recommendedFor(ctx: Ctx, dossier: Dossier, found: ReturnType<typeof threadingOf>): Promise<RecommendedContact[]> {
  const { items } = recommendedContacts(await network.findings(ctx, dossier), found, new Set(NETWORK_SOURCES))
  return items.slice(0, MOST_RECOMMENDED).map(({ name, title, reason, sources }) => ({
    name,
    title,
    reason,
    source: sources.map((source) => SOURCE_NAMES[source]).join(', '),
  }))
}

function personOf(one: ThreadingPerson) {
  const { answers, silence } = one
  return {
    contact: { ...named(one), externalId: one.person.externalId, title: one.person.title },
    sameAs: one.sameAs.map((record) => record.contactId),
    role: one.roles[0] ?? null,
    roles: [...one.roles],
    engagement: one.engagement,
    trend: one.trend,
    interactions: one.interactions.length,
    inbound: one.inbound,
    outbound: one.outbound,
    lastTouch: one.lastTouch,
    active: one.active,
    why: one.why,
    doNotContact: one.doNotContact,
    channel: channelTo([one.person, ...one.sameAs]),
    answers: { theirs: answerOf(answers.theirs), ours: answerOf(answers.ours) },
    silence: { ...silence, evidence: [...silence.evidence] },
  }
}

function answerOf(answers: ThreadingPerson['answers']['theirs']) {
  const { waiting } = answers
  return { ...answers, waiting: waiting && { ...waiting, evidence: [...waiting.evidence] } }
}

function named({ person }: ThreadingPerson): { id: string; name: string } {
  return { id: person.contactId, name: person.name }
}
