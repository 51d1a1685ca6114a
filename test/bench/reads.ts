import { api } from '../../src/contract/api.ts'
import { changes, type Operation } from '../../src/contract/operation.ts'
import { DEAL_SORTS } from '../../src/contract/opportunities.ts'
import { SPONSOR_ORDERS } from '../../src/contract/sponsors.ts'
import { CHANGE_KINDS } from '../../src/domain/opportunities/change.ts'
import { WARNINGS } from '../../src/domain/opportunities/deal-warnings.ts'
import { addDays } from '../../src/domain/values/plain-date.ts'
import type { Asked, Asker } from './signed-in.ts'

interface Named {
  readonly id: string
  readonly name: string
}
interface Listed<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** Ids and words to ask for, as one person sees them. */
export interface Known {
  readonly today: string
  readonly deals: readonly (Named & { readonly createdAt: string })[]
  readonly accounts: readonly Named[]
  readonly contacts: readonly Named[]
  readonly team: string
  readonly owner: string
  readonly pipeline: string
  readonly product: string
  readonly import: string | null
  readonly period: string
  readonly scenario: string | null
  readonly claim: string | null
  readonly secondPage: string | null
  /** The beginning of a name, as somebody types it. */
  readonly words: readonly string[]
}

export async function knownTo(asker: Asker, today: string): Promise<Known> {
  const items = async <T = Named>(path: string) => (await asker.get<Listed<T>>(path)).items
  const [busy, soon, large] = await Promise.all(
    ['sort=activity&order=desc', 'sort=close', 'sort=amount&order=desc'].map((sort) =>
      items<Known['deals'][number]>(`/opportunities?state=all&limit=5&${sort}`),
    ),
  )
  const accounts = await items('/accounts?sort=open&order=desc&limit=6')
  const contacts = await items(`/contacts?account=${first(accounts).id}&limit=6`)
  const teams = await items<Named & { members: readonly { userId: string }[] }>('/teams')
  const team = first(teams.filter((one) => one.members.length > 3))
  const deals = [...(busy ?? []), ...(soon ?? []), ...(large ?? [])]
  const page = await asker.get<Listed<Named>>('/opportunities')
  return {
    today,
    deals,
    accounts,
    contacts,
    team: team.id,
    owner: first(team.members).userId,
    pipeline: first(await items('/pipelines')).id,
    product: first(await items('/products')).id,
    import: (await asker.get<Listed<Named>>('/imports').catch(() => null))?.items[0]?.id ?? null,
    period: (await asker.get<{ projection: { period: { name: string } } }>('/forecast/board')).projection.period.name,
    scenario: (await items('/scenarios'))[0]?.id ?? null,
    claim: (await items<{ claim: string }>('/forecast/claims'))[0]?.claim ?? null,
    secondPage: page.next,
    words: [...deals, ...accounts, ...contacts]
      .slice(0, 24)
      .flatMap(({ name }) => [name.slice(0, 3), name.slice(0, 6).trim(), name.split(' ').at(-1) ?? name]),
  }
}

type Reads = (known: Known) => readonly Asked[]

/**
 * Every read of the contract by its operation, with what the pages, agents and people ask it: a list under each sort and
 * filter, one record of several kinds, a page further on.
 */
export const READS: Readonly<Record<string, Reads>> = {
  'session.current': () => ['/session'],
  'opportunities.list': (k) => [
    '/opportunities',
    ...DEAL_SORTS.map((sort) => `/opportunities?sort=${sort}&order=desc`),
    ...(k.secondPage === null ? [] : [`/opportunities?cursor=${encodeURIComponent(k.secondPage)}`]),
    '/opportunities?state=all&sort=name',
    '/opportunities?state=won&sort=close&order=desc',
    `/opportunities?team=${k.team}`,
    `/opportunities?owner=${k.owner}&state=all`,
    `/opportunities?account=${first(k.accounts).id}&state=all`,
    `/opportunities?stage=proposal,negotiation&minAmount=5000000`,
    '/opportunities?segment=enterprise&forecast=commit,best_case',
    `/opportunities?product=${k.product}`,
    `/opportunities?closeFrom=${k.today}&closeTo=${addDays(k.today, 30)}`,
    ...WARNINGS.map((warn) => `/opportunities?warn=${warn}`),
    ...CHANGE_KINDS.map((changed) => `/opportunities?changed=${changed}&since=${addDays(k.today, -30)}`),
    ...searches(k).map((q) => `/opportunities?q=${q}`),
  ],
  'opportunities.summary': (k) => [
    '/opportunities/summary',
    `/opportunities/summary?since=${addDays(k.today, -90)}`,
    `/opportunities/summary?team=${k.team}`,
    '/opportunities/summary?segment=enterprise',
  ],
  'opportunities.board': (k) => [
    '/opportunities/board',
    `/opportunities/board?team=${k.team}`,
    `/opportunities/board?q=${searches(k)[0]}`,
    '/opportunities/board?state=all&perColumn=100',
  ],
  'opportunities.get': (k) => k.deals.map(({ id }) => `/opportunities/${id}`),
  'opportunities.history': (k) => k.deals.map(({ id }) => `/opportunities/${id}/history`),
  'opportunities.dossier': (k) => ofDeals(k, 'dossier'),
  'opportunities.export': (k) => [`/opportunities/export?team=${k.team}`, `/opportunities/export?owner=${k.owner}&state=all`],
  'accounts.list': (k) => [
    ...['name', 'open', 'won', 'activity'].flatMap((sort) => [`/accounts?sort=${sort}`, `/accounts?sort=${sort}&order=desc`]),
    '/accounts?segment=enterprise',
    `/accounts?owner=${k.owner}`,
    ...searches(k).map((q) => `/accounts?q=${q}`),
  ],
  'accounts.get': (k) => k.accounts.map(({ id }) => `/accounts/${id}`),
  'contacts.list': (k) => [
    '/contacts',
    ...k.accounts.map(({ id }) => `/contacts?account=${id}`),
    ...searches(k).map((q) => `/contacts?q=${q}`),
  ],
  'contacts.get': (k) => k.contacts.map(({ id }) => `/contacts/${id}`),
  'identity.candidates': (k) => [
    '/identity/candidates',
    '/identity/candidates?certainty=certain,probable',
    ...k.accounts.map(({ id }) => `/identity/candidates?account=${id}`),
    ...k.contacts.map(({ id }) => `/identity/candidates?contact=${id}`),
  ],
  'identity.addresses': (k) => k.contacts.map(({ id }) => `/contacts/${id}/identity`),
  'stakeholders.list': (k) => k.deals.map(({ id }) => `/opportunities/${id}/people`),
  'stakeholders.threading': (k) => ofDeals(k, 'threading'),
  'stakeholders.programme': () => ['/threading/programme'],
  'roles.suggest': (k) => ofDeals(k, 'role-suggestions'),
  'relationships.map': (k) => ofDeals(k, 'map'),
  'relationships.export': (k) => ofDeals(k, 'map/picture'),
  'relationships.criteria': (k) => ofDeals(k, 'criteria'),
  'relationships.commitments': (k) => ofDeals(k, 'commitments'),
  'network.recommend': (k) => ofDeals(k, 'recommended-contacts'),
  'champions.score': (k) => ofDeals(k, 'champions'),
  'champions.departures': (k) => ofDeals(k, 'departures'),
  'champions.savePlans': (k) => [
    '/save-plans',
    '/save-plans?state=open',
    ...k.deals.slice(0, 3).map(({ id }) => `/save-plans?deal=${id}`),
  ],
  'champions.plans': (k) => ofDeals(k, 'engagement-plans'),
  'champions.pack': (k) => ofDeals(k, 'hand-over-pack'),
  'champions.exportPack': (k) =>
    k.deals.flatMap(({ id }) =>
      ['markdown', 'docx'].map((format) => `/opportunities/${id}/hand-over-pack/file?format=${format}`),
    ),
  'sponsors.report': (k) => [
    ...k.accounts.map(({ id }) => `/accounts/${id}/sponsors`),
    ...k.accounts.map(({ id }) => `/accounts/${id}/sponsors?asOf=${addDays(k.today, -60)}&markdown=true`),
  ],
  'sponsors.list': (k) => [
    ...SPONSOR_ORDERS.map((sort) => `/sponsors?sort=${sort}`),
    '/sponsors?everybody=true',
    '/sponsors?tier=enterprise&level=disengaged,unknown',
    `/sponsors?owner=${k.owner}`,
    `/sponsors?q=${searches(k)[0]}`,
  ],
  'sponsors.programme': () => ['/sponsors/programme'],
  'sponsors.outreach': (k) => k.accounts.map(({ id }) => `/accounts/${id}/outreach`),
  'sponsors.calendar': () => ['/sponsors/calendar'],
  'sponsors.feeds': () => ['/sponsors/calendar/feeds'],
  'activities.list': (k) => [
    '/activities',
    '/activities?kind=meeting,call',
    ...k.deals.slice(0, 6).map(({ id }) => `/activities?deal=${id}`),
    ...k.accounts.map(({ id }) => `/activities?account=${id}`),
    ...k.contacts.map(({ id }) => `/activities?contact=${id}`),
  ],
  'forecasting.project': (k) => ['/forecast', `/forecast?period=${k.period}`, `/forecast?team=${k.team}`],
  'forecasting.board': (k) => ['/forecast/board', `/forecast/board?team=${k.team}`],
  'forecasting.counted': (k) => ['/forecast/counted?figure=closed', `/forecast/counted?figure=pipeline&team=${k.team}`],
  'forecasting.deals': (k) => [
    ...k.deals.slice(5, 10).map(({ id }) => `/forecast/deals?deal=${id}`),
    `/forecast/deals?team=${k.team}`,
  ],
  'forecasting.chances': () => ['/forecast/chances'],
  'forecasting.deal': (k) => k.deals.slice(5, 10).map(({ id }) => `/forecast/deal?deal=${id}`),
  'forecasting.changes': (k) => ['/forecast/changes', `/forecast/changes?team=${k.team}`],
  'forecasting.renewals': (k) => ['/forecast/renewals', `/forecast/renewals?period=${k.period}`],
  'forecasting.trend': () => ['/forecast/trend?answer=at%20once'],
  'accuracy.report': () => ['/accuracy?period=quarter', '/accuracy?period=month'],
  'accuracy.models': () => ['/accuracy/models'],
  'claims.list': (k) => k.deals.map(({ id }) => `/opportunities/${id}/claims`),
  'claims.records': () => ['/forecast/claims'],
  'claims.record': (k) => (k.claim === null ? [] : [`/forecast/claims/record?claim=${encodeURIComponent(k.claim)}`]),
  'scenarios.list': () => ['/scenarios'],
  'scenarios.get': (k) => (k.scenario === null ? [] : [`/scenarios/${k.scenario}`]),
  'scenarios.cases': (k) => ['/forecast/cases', `/forecast/cases?team=${k.team}`],
  'scenarios.sensitivity': (k) => ['/forecast/sensitivity', `/forecast/sensitivity?team=${k.team}`],
  'scenarios.preview': (k) => [
    { path: '/forecast/scenario', body: { levers: { winRate: 0.05 } } },
    { path: '/forecast/scenario', body: { team: k.team, levers: { winRate: 0.05 } } },
  ],
  'scenarios.path': (k) => [
    { path: '/forecast/path', body: { team: k.team, chance: 0.5, target: { minor: 1_000_000_000, currency: 'USD' } } },
  ],
  'imports.list': () => ['/imports'],
  'imports.get': (k) => (k.import === null ? [] : [`/imports/${k.import}`]),
  'imports.rejections': (k) => (k.import === null ? [] : [`/imports/${k.import}/rejections`]),
  'imports.mappings': () => ['/import-mappings'],
  'quality.report': () => ['/data-quality'],
  'users.list': () => ['/users', '/users?q=an', '/users?active=true'],
  'teams.list': (k) => ['/teams', `/teams?on=${addDays(k.today, -365)}`],
  'quotas.list': (k) => [`/quotas?from=${addDays(k.today, -90)}&to=${k.today}`],
  'settings.get': () => ['/settings'],
  'settings.defaults': () => ['/settings/defaults'],
  'pipelines.list': () => ['/pipelines'],
  'products.list': () => ['/products', '/products?q=a'],
  'currencies.list': () => ['/currencies'],
  'views.list': () => ['/views', '/views?page=pipeline'],
  'keys.list': () => ['/keys'],
  'journal.list': (k) => [
    '/journal',
    '/journal?noun=opportunity',
    '/journal?type=opportunity.moved',
    `/journal?from=${addDays(k.today, -7)}`,
    `/journal?subject=${first(k.deals).id}`,
    '/journal?source=salesforce',
  ],
  'search.find': (k) => k.words.map((word) => `/search?q=${encodeURIComponent(word)}`),
  'jobs.list': () => ['/jobs'],
  'alerts.list': (k) => [
    ...['open', 'snoozed', 'held', 'history'].flatMap((list) =>
      ['mine', 'all'].map((whose) => `/alerts?list=${list}&whose=${whose}`),
    ),
    ...k.deals.slice(0, 3).map(({ id }) => `/alerts?whose=all&deal=${id}`),
  ],
  'alerts.count': () => ['/alerts/count'],
  'alerts.preferences': () => ['/alerts/preferences'],
  'alerts.rules': () => ['/alerts/rules'],
  'alerts.channels': () => ['/alerts/channels'],
  'alerts.deliveries': () => ['/alerts/deliveries', '/alerts/deliveries?state=delivered'],
}

/** Reads of the contract that are not asked here, each with the reason. */
export const NOT_ASKED: Readonly<Record<string, string>> = {
  'forecasting.table': 'It reads the table that is brought, and nothing of the company.',
  'forecasting.series': 'It reads the series that is brought, and nothing of the company.',
  'forecasting.backtest': 'It takes minutes and is not asked by a page; `backtest` measures it.',
  'accuracy.compute': 'It starts work in the background.',
  'accuracy.first': 'It starts work in the background.',
  'accuracy.retrain': 'It starts work in the background.',
  'alerts.testChannel': 'It sends a message.',
}

/** Every operation of the contract that changes nothing, by its name. */
export function readsOfContract(): [string, Operation][] {
  return Object.entries(api)
    .flatMap(([noun, resource]) =>
      Object.entries(resource as Record<string, Operation>).map(([verb, op]): [string, Operation] => [`${noun}.${verb}`, op]),
    )
    .filter(([, op]) => !changes(op))
}

/** Something of each deal as it is, and as it was two months ago where the deal was known already. */
function ofDeals({ deals, today }: Known, what: string): string[] {
  const day = addDays(today, -60)
  const then = deals.filter((deal) => deal.createdAt < day)
  return [
    ...deals.map(({ id }) => `/opportunities/${id}/${what}`),
    ...then.map(({ id }) => `/opportunities/${id}/${what}?asOf=${day}`),
  ]
}

function searches({ words }: Known): string[] {
  return words.slice(0, 6).map((word) => encodeURIComponent(word))
}

function first<T>(items: readonly T[]): T {
  const [one] = items
  if (one === undefined) throw new Error('The imported company lacks something that a read would ask for.')
  return one
}
