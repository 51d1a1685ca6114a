import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../contract/operation.ts'
import type { Api } from '../../contract/api.ts'
import { testApp, type TestApp } from '../test-app.ts'

const NOW = '2026-11-20T10:00:00.000Z'
let it: TestApp
let rep: Client<Api>
let stranger: Client<Api>
let account: string
let deal: string

beforeAll(async () => {
  it = await testApp({ now: NOW })
  rep = it.as(await it.person('Rosa', 'rep'), 'rep')
  stranger = it.as(await it.person('Otto', 'rep'), 'rep')
  account = (await rep.accounts.create({ name: 'Acme' })).id
  deal = (await rep.opportunities.create({ name: 'Threads', accountId: account })).id
})
afterAll(() => it.close())

const person = async (name: string, mailbox?: string, title?: string) =>
  (await rep.contacts.create({ name, accountId: account, ...(mailbox ? { mailbox } : {}), ...(title ? { title } : {}) })).id

describe('the people on a deal', () => {
  test('are put on it with entered roles, changed, and taken off, each in the journal', async () => {
    const anna = await person('Anna')
    expect(await rep.stakeholders.add({ deal, contact: anna, roles: ['champion'], isPrimary: true })).toMatchObject({
      contact: { name: 'Anna' },
      isPrimary: true,
      roles: [{ role: 'champion', source: 'entered', confidence: 1, state: 'confirmed' }],
    })
    await expect(rep.stakeholders.add({ deal, contact: anna })).rejects.toMatchObject({ code: 'not-allowed-now' })
    const changed = await rep.stakeholders.update({ deal, contact: anna, roles: ['economic-buyer', 'legal'], influence: 'high' })
    expect(changed.roles.map((role) => role.role).sort()).toEqual(['economic-buyer', 'legal'])
    expect((await rep.opportunities.get({ id: deal })).contacts).toBe(1)
    await rep.stakeholders.remove({ deal, contact: anna })
    expect((await rep.stakeholders.list({ deal })).items).toEqual([])
    expect((await rep.opportunities.get({ id: deal })).contacts).toBe(0)
    const { items } = await rep.opportunities.history({ id: deal })
    expect(
      items
        .filter((event) => event.noun === 'stakeholder')
        .map((event) => [event.type, event.after?.['roles'] ?? event.before?.['roles']]),
    ).toEqual([
      ['stakeholder.removed', ['economic-buyer', 'legal']],
      ['stakeholder.changed', ['economic-buyer', 'legal']],
      ['stakeholder.added', ['champion']],
    ])
    expect((await rep.stakeholders.add({ deal, contact: anna })).roles).toEqual([])
    await rep.stakeholders.remove({ deal, contact: anna })
  })

  test('an entered role replaces an imported one, whose source stays in the journal', async () => {
    const ben = await person('Ben')
    await rep.stakeholders.add({ deal, contact: ben })
    const row = await it.app.db.selectFrom('stakeholders').select('id').where('contact_id', '=', ben).executeTakeFirstOrThrow()
    await it.app.db
      .insertInto('stakeholder_roles')
      .values({ stakeholder_id: row.id, role: 'user', source: 'imported', confidence: 0.8, source_label: 'Business User' })
      .execute()
    await rep.stakeholders.update({ deal, contact: ben, roles: ['user'] })
    const { items } = await rep.opportunities.history({ id: deal })
    expect(items[0]).toMatchObject({
      type: 'stakeholder.changed',
      before: { roleSources: [{ source: 'imported', sourceLabel: 'Business User', confidence: 0.8 }] },
    })
    await rep.stakeholders.remove({ deal, contact: ben })
  })

  test('are not there for whoever does not see the deal', async () => {
    for (const call of [
      () => stranger.stakeholders.list({ deal }),
      () => stranger.stakeholders.threading({ deal }),
      () => stranger.stakeholders.remove({ deal, contact: account }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('threading', () => {
  test('counts a person with two records once, and reads the deal as it was known before a day', async () => {
    await it.app.db
      .updateTable('opportunities')
      .set({ external_id: '006X', source: 'salesforce' })
      .where('id', '=', deal)
      .execute()
    const carla = await person('Carla', 'c.arla+x@gmail.com', 'CFO')
    const twin = await person('Carla B.', 'Carla@googlemail.com')
    const dora = await person('Dora', 'dora@acme.example', 'Engineer')
    for (const contact of [carla, twin, dora])
      await rep.stakeholders.add({ deal, contact, roles: contact === carla ? ['economic-buyer'] : [] })
    await rep.activities.log({
      kind: 'email',
      subject: 'Hello',
      direction: 'outbound',
      deal,
      contacts: [carla, dora],
      occurredAt: '2026-11-10T09:00:00Z',
    })
    await rep.activities.log({
      kind: 'email',
      subject: 'Re: Hello',
      direction: 'inbound',
      sentiment: 'positive',
      deal,
      contacts: [twin],
      occurredAt: '2026-11-12T09:00:00Z',
    })
    const now = await rep.stakeholders.threading({ deal: '006X' })
    expect(now).toMatchObject({ total: 2, active: 1, dormant: 1, risk: 'critical' })
    expect(now.people[0]).toMatchObject({
      contact: { name: 'Carla' },
      sameAs: [twin],
      role: 'economic-buyer',
      interactions: 2,
      inbound: 1,
      outbound: 1,
      lastTouch: '2026-11-12T09:00:00.000Z',
      active: true,
      trend: 'up',
    })
    // Last touch 8 days ago: 75; two interactions: 50; neither meeting nor call: 25; all that came in positive: 100.
    expect(now.people[0]?.engagement.value).toBe(75 * 0.3 + 50 * 0.25 + 25 * 0.25 + 100 * 0.2)
    expect(now.people[1]).toMatchObject({
      contact: { name: 'Dora' },
      active: false,
      why: '1 interaction, 0 in and 1 out, last 10 days ago. Dormant: fewer than 2 interactions; nothing from them.',
    })
    // All of it was written down on the 20th, so at the start of the 20th there was no deal to speak of.
    await expect(rep.stakeholders.threading({ deal, asOf: '2026-11-20' })).rejects.toMatchObject({ code: 'not-found' })
    expect((await rep.stakeholders.threading({ deal, asOf: '2026-11-21' })).active).toBe(1)
  })

  test('names the gaps, one next person, five figures beside their aims, and the effort of both sides', async () => {
    const found = await rep.stakeholders.threading({ deal })
    expect(found.gaps).toMatchObject([{ label: 'Champion', severity: 'critical', action: 'Identify and engage a champion' }])
    expect(found.nextPerson?.sentence).toBe('Ask Carla for an introduction to somebody who would speak for the deal.')
    expect(found.benchmarks.map(({ name, value }) => [name, value]).slice(0, 3)).toEqual([
      ['Active threads', 1],
      ['Total contacts', 2],
      ['Dormant contacts', 1],
    ])
    expect(found).toMatchObject({
      interactions: 2,
      touches: 3,
      effort: { ours: { mails: 1 }, theirs: { mails: 1 } },
      segmentBenchmark: { segment: 'mid-market', minThreads: 2 },
      winRate: { source: 'table', deals: 0, threads: 1, computing: false },
    })
    // One thread wins a fifth in the table, four half.
    expect(found.winRate?.gapToBest.value).toBeCloseTo(1 - 1 / 2.5, 6)
    expect(found.people[0]).toMatchObject({
      doNotContact: false,
      channel: 'email',
      answers: { theirs: { turns: 1, answered: 1, medianDays: 2 } },
    })
  })

  test('comes as a full report or a quick status in Markdown, which name nobody to contact who must not be', async () => {
    expect((await rep.stakeholders.threading({ deal })).markdown).toBeUndefined()
    const { markdown } = await rep.stakeholders.threading({ deal, markdown: true })
    expect(markdown).toContain('## 👥 Multi-Threading Analysis\n\n**Deal**: Threads\n**Account**: Acme\n')
    expect(markdown).toContain('| Active Threads | 1 | 3+ | 🔴 |')
    const finn = await person('Finn Blake', 'finn.blake@acme.example', 'Chief Financial Officer')
    const full = async () => (await rep.stakeholders.threading({ deal, markdown: true })).markdown
    expect(await full()).toMatch(/\| Finn Blake \| Chief Financial Officer \| .* \| CRM \|/)
    await rep.contacts.update({ id: finn, doNotContact: true })
    expect(await full()).not.toContain('Finn Blake')
    const quick = async () => (await rep.stakeholders.threading({ deal, quick: true })).markdown
    expect(await quick()).toBe(
      '## 👥 Threading: Threads\n\n**Threads**: 1 active / 2 total\n**Risk**: 🔴🔴 Critical\n\n**Key Gap**: No champion\n**Action**: Ask Carla for an introduction to somebody who would speak for the deal.\n',
    )
    const [carla] = (await rep.stakeholders.threading({ deal })).people
    await rep.contacts.update({ id: carla!.sameAs[0]!, doNotContact: true })
    expect(await quick()).toContain('**Action**: Identify and engage a champion\n')
    await rep.contacts.update({ id: carla!.sameAs[0]!, doNotContact: false })
  })

  test('the programme counts the deals in sight', async () => {
    const { segments, months, targets } = await rep.stakeholders.programme({ to: '2026-11-30' })
    expect(targets).toEqual({ activeThreads: 3, daysToMultiThread: 30, roleCoverage: 0.8 })
    expect(segments[0]).toMatchObject({ segment: null, openDeals: 1, averageThreads: 1, singleThreaded: 1, roleCoverage: 0 })
    expect(months.at(-1)).toMatchObject({ on: '2026-11-30', openDeals: 1 })
    expect((await stranger.stakeholders.programme({ to: '2026-11-30' })).segments[0]).toMatchObject({ openDeals: 0 })
    await expect(rep.stakeholders.programme({ from: '2026-11-30', to: '2026-11-30' })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('takes the numbers that the company has set', async () => {
    await it.system.settings.update({ threading: { minInteractions: 1, needsBothDirections: false } })
    expect(await rep.stakeholders.threading({ deal })).toMatchObject({ active: 2, risk: 'high' })
  })
})

test('a dossier holds what was known: names of the day, people, activities, stages', async () => {
  const dossier = await rep.opportunities.dossier({ id: deal })
  expect(dossier).toMatchObject({
    account: { name: 'Acme' },
    opportunity: { name: 'Threads', stage: 'discovery' },
    stages: [{ stage: 'discovery', stageName: 'Discovery', at: NOW }],
  })
  expect(dossier.people.map((one) => one.name).sort()).toEqual(['Carla', 'Carla B.', 'Dora'])
  expect(dossier.activities.map((one) => one.subject)).toEqual(['Hello', 'Re: Hello'])
})
