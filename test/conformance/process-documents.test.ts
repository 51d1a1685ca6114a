import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { RIGHTS_OF } from '../../src/domain/access/right.ts'
import { createMcpServer } from '../../src/mcp/mcp-server.ts'
import type { App, Principal } from '../../src/server/platform/context.ts'
import { createHttp } from '../../src/server/platform/http/server.ts'
import { mcpRoutes } from '../../src/server/mcp/routes.ts'
import { testApp, type TestApp } from '../../src/server/test-app.ts'

const NOW = '2026-11-20T10:00:00.000Z'
const KEY = 'key-of-rosa'
const run = promisify(execFile)
const INSPECTOR = join(
  createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector/package.json'),
  '..',
  'clients/launcher/build/index.js',
)

let it: TestApp
let http: FastifyInstance
let address: string
let home: string
let rosa: string
const ids = { account: '', deal: '', cfo: '', engineer: '', copied: '' }

beforeAll(async () => {
  it = await testApp({ now: NOW })
  rosa = await it.person('Rosa', 'manager')
  await fillCompany()
  const principal: Principal = { kind: 'api-key', userId: rosa, name: 'Rosa', role: 'manager' }
  const app: App = {
    ...it.app,
    signIn: { ...it.app.signIn, principalOf: async (headers) => (headers.get('x-api-key') === KEY ? principal : null) },
  }
  const routes = mcpRoutes((call, { role }, onBug) => createMcpServer({ call, rights: RIGHTS_OF[role], onBug }))
  http = await createHttp(app, it.dispatch, { perMinute: 10_000, trustProxy: false, https: false, maxUploadBytes: 1_000 }, [
    routes,
  ])
  address = await http.listen({ host: '127.0.0.1', port: 0 })
  home = await mkdtemp(join(tmpdir(), 'quarterdeck-inspector-'))
}, 60_000)

afterAll(async () => {
  await http.close()
  await it.close()
  await rm(home, { recursive: true, force: true })
})

/** A deal with a CFO who answers, an engineer who was met once, and somebody in copy who is not on the deal. */
async function fillCompany(): Promise<void> {
  const seller = it.as(rosa, 'manager')
  ids.account = (await seller.accounts.create({ name: 'Halden Bank', industry: 'Banking', employeeCount: 4_000 })).id
  ids.deal = (
    await seller.opportunities.create({
      name: 'Payments platform',
      accountId: ids.account,
      amount: { minor: 25_000_000, currency: 'USD' },
    })
  ).id
  await it.app.db.updateTable('opportunities').set({ external_id: 'deal_42', source: 'crm' }).where('id', '=', ids.deal).execute()
  await it.app.db.updateTable('accounts').set({ external_id: 'acc_123', source: 'crm' }).where('id', '=', ids.account).execute()
  const add = async (name: string, title: string, mailbox: string) =>
    (await seller.contacts.create({ name, title, mailbox, accountId: ids.account })).id
  ids.cfo = await add('Marta Kowalczyk', 'CFO', 'marta@halden.example')
  ids.engineer = await add('Elin Persson', 'Engineer', 'elin@halden.example')
  ids.copied = await add('Petra Holm', 'VP Procurement', 'petra@halden.example')
  await seller.stakeholders.add({ deal: ids.deal, contact: ids.cfo, roles: ['economic-buyer'] })
  await seller.stakeholders.add({ deal: ids.deal, contact: ids.engineer, roles: ['technical-evaluator'] })
  const log = (
    kind: 'email' | 'meeting',
    direction: 'inbound' | 'outbound',
    contacts: string[],
    occurredAt: string,
    subject: string,
  ) => seller.activities.log({ kind, direction, contacts, occurredAt, subject, deal: ids.deal, account: ids.account })
  await log('email', 'outbound', [ids.cfo, ids.copied], '2026-11-03T09:00:00Z', 'Proposal')
  await log('email', 'inbound', [ids.cfo], '2026-11-05T09:00:00Z', 'Re: Proposal')
  await log('meeting', 'outbound', [ids.cfo, ids.engineer], '2026-11-12T09:00:00Z', 'Review of the architecture')
}

/** Calls a tool through a client that others wrote, in a process of its own. It calls what is listed, where names have no dots. */
async function call<Answer = Record<string, unknown>>(name: string, input: Record<string, unknown>): Promise<Answer> {
  const { stdout } = await run(
    process.execPath,
    [
      INSPECTOR,
      '--cli',
      `${address}/mcp`,
      '--transport',
      'http',
      '--header',
      `x-api-key: ${KEY}`,
      '--method',
      'tools/call',
      '--tool-name',
      name.replace('.', '_'),
      '--tool-args-json',
      JSON.stringify(input),
      '--format',
      'json',
      '--quiet',
    ],
    { env: { PATH: process.env['PATH'], HOME: home }, timeout: 60_000, maxBuffer: 16_000_000 },
  )
  const printed = JSON.parse(stdout) as { result?: unknown }
  const result = (printed.result ?? printed) as { isError?: boolean; structuredContent?: Answer; content: { text: string }[] }
  if (result.isError) throw new Error(result.content[0]?.text)
  return result.structuredContent ?? (JSON.parse(result.content[0]!.text) as Answer)
}

interface Told {
  id: string
  name: string
  dealId: string
}
interface Touch {
  contactId: string
  type: string
  date: string
  direction: string
}

describe('an agent that follows the document on multi-threading', { timeout: 240_000 }, () => {
  test('gets the deal, its people, what happened, the map, whom to add, and alerts the owner', async () => {
    const deal = await call<Told & { ownerId: string; account: { industry: string; employeeCount: number }; contacts: Told[] }>(
      'crm.get_deal',
      { dealId: 'deal_42', includeContacts: true },
    )
    expect(deal).toMatchObject({
      id: ids.deal,
      name: 'Payments platform',
      amount: { minor: 25_000_000, currency: 'USD' },
      ownerId: rosa,
      account: { industry: 'Banking', employeeCount: 4_000 },
    })
    expect(deal.contacts.map(({ name }) => name).toSorted()).toEqual(['Elin Persson', 'Marta Kowalczyk'])

    const { contacts } = await call<{ contacts: (Told & { role: string; engagementScore: number })[] }>('crm.get_contacts', {
      dealId: 'deal_42',
      includeRoles: true,
      includeEngagement: true,
    })
    expect(contacts.find(({ id }) => id === ids.cfo)).toMatchObject({ role: 'economic-buyer', active: true })

    const { byContact } = await call<{ byContact: Record<string, Touch[]> }>('crm.get_activities', {
      dealId: 'deal_42',
      groupByContact: true,
      limit: 100,
    })
    // Newest first, under the names that the document's own arithmetic reads.
    expect(byContact[ids.cfo]!.map(({ type, date, direction }) => [type, date, direction])).toEqual([
      ['meeting', '2026-11-12T09:00:00.000Z', 'outbound'],
      ['email', '2026-11-05T09:00:00.000Z', 'inbound'],
      ['email', '2026-11-03T09:00:00.000Z', 'outbound'],
    ])
    expect(byContact[ids.engineer]).toHaveLength(1)

    const analysed = await call('ai.analyze_stakeholder_map', {
      contacts,
      activityByContact: byContact,
      accountContext: { industry: deal.account.industry, size: deal.account.employeeCount, dealSize: 250_000 },
      analysis: ['role_coverage', 'engagement_distribution', 'influence_network', 'risk_assessment', 'expansion_opportunities'],
    })
    expect(analysed).toMatchObject({ dealId: ids.deal, risk_assessment: { level: 'critical' } })
    expect(Object.keys(analysed)).toEqual(
      expect.arrayContaining(['role_coverage', 'engagement_distribution', 'influence_network', 'expansion_opportunities']),
    )

    const { items } = await call<{ items: Told[] }>('ai.recommend_contacts', {
      account: deal.account,
      existingContacts: contacts,
      roleGaps: [{ role: 'champion', severity: 'critical' }],
      sources: ['linkedin', 'crm_account', 'email_cc'],
      limit: 5,
    })
    expect(items.map(({ name }) => name)).toEqual(['Petra Holm'])

    const alert = {
      channel: 'deal-alerts',
      title: 'Single-threaded risk: Payments platform',
      body: 'Only 1 active thread. Recommended: engage the champion.',
      priority: 'urgent',
      recipients: [deal.ownerId],
    }
    const { sent } = await call<{ sent: { already: boolean }[] }>('messaging.send_alert', alert)
    expect(sent).toMatchObject([{ recipient: { id: rosa }, already: false }])
    expect((await call<{ sent: { already: boolean }[] }>('messaging.send_alert', alert)).sent).toMatchObject([{ already: true }])
  })
})

describe('an agent that follows the document on executive sponsors', { timeout: 240_000 }, () => {
  test('gets the executives, what was said with them, the account, and what it is worth to them', async () => {
    const { contacts } = await call<{ contacts: (Told & { activities: unknown[] })[] }>('crm.get_contacts', {
      accountId: 'acc_123',
      roles: ['executive_sponsor', 'c_level', 'vp'],
      includeActivity: true,
    })
    expect(contacts.map(({ name }) => name).toSorted()).toEqual(['Marta Kowalczyk', 'Petra Holm'])
    expect(contacts.find(({ id }) => id === ids.cfo)!.activities).toHaveLength(3)

    const { interactions } = await call<{ interactions: { date: string; contacts: Told[] }[] }>('crm.get_interactions', {
      accountId: 'acc_123',
      contactRoles: ['executive'],
      period: '12m',
    })
    expect(interactions.map(({ date }) => date.slice(0, 10))).toEqual(['2026-11-12', '2026-11-05', '2026-11-03'])
    expect(interactions[0]!.contacts.map(({ name }) => name)).toEqual(['Marta Kowalczyk'])

    expect(await call('crm.get_account', { accountId: 'acc_123', includeGoals: true, includeContract: true })).toMatchObject({
      id: ids.account,
      name: 'Halden Bank',
      goals: [],
      contract: null,
    })
    expect(
      await call('analytics.get_metrics', {
        accountId: 'acc_123',
        metrics: ['roi', 'strategic_goals_progress', 'executive_dashboard_views'],
      }),
    ).toMatchObject({
      accountId: ids.account,
      metrics: { roi: null, strategic_goals_progress: null, executive_dashboard_views: null },
    })
  })

  test('is refused in words what is not there', async () => {
    await expect(call('crm.get_account', { accountId: 'acc_999' })).rejects.toThrow('isError:true')
  })
})
