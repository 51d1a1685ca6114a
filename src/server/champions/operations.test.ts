import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Api } from '../../contract/api.ts'
import type { Client } from '../../contract/operation.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { watchDepartures } from './watch.ts'

const NOW = '2026-11-20T10:00:00.000Z'
let now = NOW
let it: TestApp
let rep: Client<Api>
let stranger: Client<Api>
let rosa: string
let account: string
let people: Record<'ana' | 'carl' | 'dan' | 'lou', string>
let deals = 0

beforeAll(async () => {
  const made = await testApp({ now: NOW })
  it = { ...made, app: Object.assign(made.app, { clock: () => new Date(now) }) }
  rosa = await it.person('Rosa', 'rep')
  rep = it.as(rosa, 'rep')
  stranger = it.as(await it.person('Otto', 'rep'), 'rep')
  account = (await rep.accounts.create({ name: 'Acme' })).id
  const person = async (name: string, title: string, mailbox: string) =>
    (await rep.contacts.create({ name, title, mailbox, accountId: account })).id
  people = {
    ana: await person('Ana Silva', 'Head of Treasury', 'ana@acme.example'),
    carl: await person('Carl Otto', 'CFO', 'carl@acme.example'),
    dan: await person('Dan Ray', 'Engineer', 'dan@acme.example'),
    lou: await person('Lou Vale', 'User', 'lou@acme.example'),
  }
  await rep.contacts.update({ id: people.lou, doNotContact: true })
})
afterAll(() => it.close())

async function newDeal(): Promise<string> {
  const deal = (await rep.opportunities.create({ name: `Treasury ${(deals += 1)}`, accountId: account })).id
  await rep.stakeholders.add({ deal, contact: people.ana, roles: ['champion'] })
  await rep.stakeholders.add({ deal, contact: people.carl, roles: ['economic-buyer'] })
  await rep.stakeholders.add({ deal, contact: people.dan, roles: ['technical-evaluator'] })
  await rep.stakeholders.add({ deal, contact: people.lou, roles: ['user'] })
  return deal
}
const mail = (deal: string, who: string, direction: 'inbound' | 'outbound', day: string, body: string, subject = 'Next steps') =>
  rep.activities.log({ kind: 'email', subject, body, direction, deal, contacts: [who], occurredAt: `${day}T09:00:00Z` })
const anaIn = async (deal: string) =>
  (await rep.champions.score({ deal })).people.find(({ contact }) => contact.id === people.ana)!

describe('a champion', () => {
  test('is scored and placed on the ladder by what the mails show, and by a test', async () => {
    const deal = await newDeal()
    await mail(deal, people.ana, 'outbound', '2026-11-02', 'Hello')
    const shared = await mail(deal, people.ana, 'inbound', '2026-11-03', 'Confidential: our decision criteria are attached.')
    const before = await anaIn(deal)
    expect(before).toMatchObject({ called: true, rung: 2, departure: null })
    expect(before.score.factors.map(({ name }) => name)).toEqual(['Influence', 'Motivation', 'Change leadership', 'Access'])
    expect(before.ladder[1]?.acts).toMatchObject([{ kind: 'shared', activityId: shared.id }])
    const made = await rep.champions.test({
      deal,
      contact: people.ana,
      rung: 3,
      passed: true,
      note: 'Told us what the CFO said',
      evidence: [shared.id],
    })
    expect(made).toMatchObject({ rung: 3, passed: true, testedOn: '2026-11-20', testedBy: { id: rosa, name: 'Rosa' } })
    expect((await anaIn(deal)).ladder[2]).toMatchObject({ state: 'passed', tests: [{ id: made.id }] })
    const { items } = await rep.opportunities.history({ id: deal })
    expect(items[0]).toMatchObject({ type: 'champion.tested', subject: people.ana, after: { rung: 3, passed: true } })
  })

  test('is tested with evidence of this deal only, and by a day that has come', async () => {
    const [deal, other] = [await newDeal(), await newDeal()]
    const elsewhere = await mail(other, people.ana, 'inbound', '2026-11-03', 'Hello')
    const asked = { deal, contact: people.ana, rung: 1, passed: true } as const
    await expect(rep.champions.test({ ...asked, evidence: [elsewhere.id] })).rejects.toMatchObject({ code: 'invalid' })
    await expect(rep.champions.test({ ...asked, testedOn: '2026-12-01' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(rep.champions.test({ ...asked, contact: rosa })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('loses a test that was recorded by mistake, but not on the days on which it stood', async () => {
    const deal = await newDeal()
    const made = await rep.champions.test({ deal, contact: people.ana, rung: 1, passed: false })
    now = '2026-11-22T10:00:00.000Z'
    await rep.champions.withdrawTest({ deal, test: made.id })
    expect((await anaIn(deal)).ladder[0]?.tests).toEqual([])
    const then = await rep.champions.score({ deal, asOf: '2026-11-21' })
    expect(then.people.find(({ contact }) => contact.id === people.ana)?.ladder[0]?.tests).toMatchObject([{ id: made.id }])
    await expect(rep.champions.withdrawTest({ deal, test: made.id })).rejects.toMatchObject({ code: 'not-found' })
    expect((await rep.opportunities.history({ id: deal })).items[0]).toMatchObject({
      type: 'champion.test-withdrawn',
      before: { rung: 1, passed: false },
    })
    now = NOW
  })
})

describe('a champion who leaves', () => {
  test('starts a save plan at the next look, once, with steps, owner and dates, in the journal', async () => {
    const deal = await newDeal()
    await mail(deal, people.dan, 'inbound', '2026-11-10', 'Hello')
    await watchDepartures(it.app)
    expect((await rep.champions.savePlans({ deal })).items).toEqual([])
    await mail(deal, people.dan, 'inbound', '2026-11-19', 'A short note: Ana Silva has left the company.')
    await watchDepartures(it.app)
    await watchDepartures(it.app)
    const { items } = await rep.champions.savePlans({ deal })
    expect(items).toMatchObject([{ contact: { name: 'Ana Silva' }, state: 'open', startedAt: NOW, firstSignAt: NOW }])
    expect(items[0]?.because).toContain('Dan Ray says that they left')
    expect(items[0]?.steps.map(({ key, person, owner, dueOn }) => [key, person?.name ?? null, owner?.name, dueOn])).toEqual([
      ['confirm', 'Dan Ray', 'Rosa', '2026-11-23'],
      ['reach-buyer', 'Carl Otto', 'Rosa', '2026-11-24'],
      ['find-successor', 'Dan Ray', 'Rosa', '2026-11-25'],
      ['keep-knowledge', null, 'Rosa', '2026-11-25'],
      ['rebuild-case', 'Dan Ray', 'Rosa', '2026-12-01'],
      ['test-successor', 'Dan Ray', 'Rosa', '2026-12-11'],
    ])
    const { items: told } = await rep.opportunities.history({ id: deal })
    expect(told.slice(0, 2).map(({ type, actor }) => [type, actor.kind])).toEqual([
      ['save-plan.started', 'job'],
      ['champion.departed', 'job'],
    ])
    expect(await rep.champions.departures({ deal })).toMatchObject({
      items: [{ contact: { name: 'Ana Silva' }, departed: true }],
    })
    expect((await rep.champions.score({ deal })).state).toBe('bad')
  })

  test('of one deal starts a plan on the others that they champion, without saying what that deal holds', async () => {
    const other = await newDeal()
    await watchDepartures(it.app)
    const [plan] = (await rep.champions.savePlans({ deal: other })).items
    expect(plan).toMatchObject({
      contact: { name: 'Ana Silva' },
      because: 'Ana Silva seems to have left, as another deal shows.',
    })
  })

  test('is a plan that people work off, hand over and close; a false alarm stays one', async () => {
    const deal = await newDeal()
    await rep.champions.startSavePlan({ deal, contact: people.ana, note: 'She told me on the phone' })
    await expect(rep.champions.startSavePlan({ deal, contact: people.ana })).rejects.toMatchObject({ code: 'not-allowed-now' })
    const [plan] = (await rep.champions.savePlans({ deal })).items
    expect(plan?.certainty).toBe(1)
    const asked = { deal, plan: plan!.id }
    const done = await rep.champions.updateSavePlan({ ...asked, step: { key: 'confirm', done: true } })
    expect(done.steps[0]?.doneAt).toBe(NOW)
    const handed = await rep.champions.updateSavePlan({
      ...asked,
      step: { key: 'reach-buyer', ownerId: null, dueOn: '2026-11-18' },
    })
    expect(handed.steps[1]).toMatchObject({ owner: null, dueOn: '2026-11-18', overdue: true })
    expect((await anaIn(deal)).departure?.departed).toBe(true)
    now = '2026-11-20T11:00:00.000Z'
    expect(await rep.champions.updateSavePlan({ ...asked, state: 'false-alarm', note: 'Was somebody else' })).toMatchObject({
      state: 'false-alarm',
      closedAt: now,
    })
    expect((await anaIn(deal)).departure).toBeNull()
    expect((await rep.champions.savePlans({ deal, state: 'open' })).items).toEqual([])
    const { items } = await rep.opportunities.history({ id: deal })
    expect(
      items
        .slice(0, 2)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['champion.stayed', 'save-plan.changed'])
    now = NOW
  })
})

describe('engagement plans', () => {
  test('are proposed for everybody who may be contacted, in an order that says why', async () => {
    const deal = await newDeal()
    const { items } = await rep.champions.plans({ deal })
    expect(items.map(({ contact, position, locked }) => [contact.name, position, locked])).toEqual([
      ['Ana Silva', 1, false],
      ['Carl Otto', 2, false],
      ['Dan Ray', 3, false],
      ['Lou Vale', null, true],
    ])
    expect(items[0]).toMatchObject({ source: 'proposed', goal: 'Sells for us when we are not in the room', cadenceDays: 7 })
    expect(items[3]).toMatchObject({
      goal: null,
      message: null,
      channel: null,
      channels: [],
      nextStep: null,
      because: 'May not be contacted',
    })
    expect(JSON.stringify(items.map(({ nextStep, message, goal }) => [nextStep, message, goal]))).not.toContain('Lou')
  })

  test('are edited, keep to what the person allows, and wait where the budget is used up', async () => {
    const deal = await newDeal()
    await rep.contacts.update({ id: people.carl, optedOutChannels: ['phone'], preferredChannel: 'email' })
    const plan = {
      goal: 'Signs',
      message: 'Return in their numbers',
      cadenceDays: 10,
      nextStep: 'Call',
      nextStepDueOn: '2026-11-25',
    }
    const set = (contact: string, channel: 'phone' | 'email') =>
      rep.champions.setPlan({ deal, contact, channel, ...plan, position: 1 })
    await expect(set(people.carl, 'phone')).rejects.toMatchObject({ code: 'not-allowed-now' })
    await expect(set(people.lou, 'email')).rejects.toMatchObject({ code: 'not-allowed-now' })
    expect(await set(people.carl, 'email')).toMatchObject({
      ...plan,
      source: 'entered',
      channel: 'email',
      position: 1,
      savedBy: { name: 'Rosa' },
    })
    const first = (await rep.champions.plans({ deal })).items[0]
    expect([first?.contact.name, first?.position]).toEqual(['Carl Otto', 1])
    for (const day of ['12', '13', '14', '15', '16', '17', '18', '19'])
      await mail(deal, people.dan, 'outbound', `2026-11-${day}`, 'Hello')
    const dan = (await rep.champions.plans({ deal })).items.find(({ contact }) => contact.id === people.dan)
    expect(dan?.touches).toMatchObject({ sent: 8, budget: 8, withinDays: 30 })
    expect(dan?.nextStepDueOn).toBe('2026-12-13')
  })

  test('are taken back, so that what is proposed holds again, and can be written anew', async () => {
    const deal = await newDeal()
    const plan = { goal: 'Signs', message: '', channel: 'email', cadenceDays: 10, nextStep: '', nextStepDueOn: null } as const
    const ana = async (asOf?: string) =>
      (await rep.champions.plans({ deal, ...(asOf ? { asOf } : {}) })).items.find(({ contact }) => contact.id === people.ana)
    await rep.champions.setPlan({ deal, contact: people.ana, ...plan })
    now = '2026-11-22T10:00:00.000Z'
    await rep.champions.clearPlan({ deal, contact: people.ana })
    await rep.champions.clearPlan({ deal, contact: people.ana })
    expect(await ana()).toMatchObject({ source: 'proposed', savedBy: null })
    expect(await ana('2026-11-21')).toMatchObject({ source: 'entered', goal: 'Signs' })
    const cleared = (await rep.opportunities.history({ id: deal })).items.filter(({ type }) => type === 'engagement-plan.cleared')
    expect(cleared).toMatchObject([{ before: { goal: 'Signs', cadenceDays: 10 } }])
    now = '2026-11-23T10:00:00.000Z'
    expect(await rep.champions.setPlan({ deal, contact: people.ana, ...plan, goal: 'Sells' })).toMatchObject({ goal: 'Sells' })
    now = NOW
  })
})

describe('the pack for the champion', () => {
  test('begins with what the records hold, is kept version by version, and leaves as Markdown and Word', async () => {
    const deal = await newDeal()
    const mailed = await mail(
      deal,
      people.carl,
      'inbound',
      '2026-11-12',
      'We like it. I am worried that the price is too high for this year.',
    )
    const begun = await rep.champions.pack({ deal })
    expect(begun).toMatchObject({
      version: 0,
      versions: [],
      roi: null,
      unanswered: [{ topic: 'Price', by: 'Carl Otto', activityId: mailed.id }],
    })
    expect(begun.content.objections).toMatchObject([
      { quote: 'I am worried that the price is too high for this year.', answer: '' },
    ])
    const roi = {
      currency: 'EUR',
      volumePerYear: 10_000,
      costPerUnitMinor: 1_000,
      savedShare: 0.5,
      furtherGainMinor: 0,
      priceOnceMinor: 20_000_00,
      pricePerYearMinor: 10_000_00,
      ownEffortMinor: 10_000_00,
      years: 3,
      firstYearShare: 1,
      discountRate: 0.1,
      source: 'Carl Otto, mail of 12 November',
    }
    const content = {
      ...begun.content,
      proposal: 'One portal <for> all banks & entities',
      roi,
      objections: begun.content.objections.map((one) => ({ ...one, answer: 'It pays for itself within a year.' })),
    }
    const saved = await rep.champions.setPack({ deal, content, after: 0 })
    expect(saved).toMatchObject({
      version: 1,
      unanswered: [],
      savedBy: { name: 'Rosa' },
      roi: { paybackMonths: 9, gainPerYearMinor: 50_000_00 },
    })
    await expect(rep.champions.setPack({ deal, content, after: 0 })).rejects.toMatchObject({ code: 'conflict' })
    await rep.champions.setPack({ deal, content: { ...content, title: 'Second' }, after: 1 })
    expect((await rep.champions.pack({ deal, edition: 1 })).content.title).toBe(content.title)
    const markdown = await rep.champions.exportPack({ deal })
    expect(markdown.fileName).toMatch(/ hand-over v2\.md$/)
    expect(markdown.content).toContain('# Second')
    expect(markdown.content).toContain('It pays for itself within a year.')
    const word = await rep.champions.exportPack({ deal, format: 'docx' })
    const file = join(it.app.dataFolder, 'pack.docx')
    await writeFile(file, Buffer.from(word.content, 'base64'))
    const [names, text] = ['-l', '-p'].map((flag) =>
      execFileSync('python3', [
        '-c',
        `import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.namelist() if sys.argv[2]=='-l' else z.read('word/document.xml').decode())`,
        file,
        flag,
      ]).toString(),
    )
    expect(names).toContain('word/document.xml')
    expect(text).toContain('One portal &lt;for&gt; all banks &amp; entities')
  })

  test('an objection without an answer stays inside', async () => {
    const deal = await newDeal()
    await mail(deal, people.carl, 'inbound', '2026-11-12', 'I doubt that the security review can pass.')
    expect((await rep.champions.exportPack({ deal })).content).not.toContain('security')
  })
})

test('nothing of it is there for whoever does not see the deal', async () => {
  const deal = await newDeal()
  for (const call of [
    () => stranger.champions.score({ deal }),
    () => stranger.champions.departures({ deal }),
    () => stranger.champions.savePlans({ deal }),
    () => stranger.champions.startSavePlan({ deal, contact: people.ana }),
    () => stranger.champions.plans({ deal }),
    () => stranger.champions.pack({ deal }),
    () => stranger.champions.exportPack({ deal }),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'not-found' })
  expect((await stranger.champions.savePlans({})).items).toEqual([])
})

test('plans, tests and packs are read as they stood on a day', async () => {
  const deal = await newDeal()
  now = '2026-11-22T10:00:00.000Z'
  await rep.champions.test({ deal, contact: people.carl, rung: 1, passed: true })
  await rep.champions.setPack({ deal, content: (await rep.champions.pack({ deal })).content, after: 0 })
  const plan = await rep.champions.startSavePlan({ deal, contact: people.dan })
  now = '2026-11-24T10:00:00.000Z'
  await rep.champions.updateSavePlan({ deal, plan: plan.id, state: 'done' })
  const carl = async (asOf: string) =>
    (await rep.champions.score({ deal, asOf })).people.find(({ contact }) => contact.id === people.carl)?.rung
  expect([await carl('2026-11-22'), await carl('2026-11-23')]).toEqual([0, 1])
  expect((await rep.champions.pack({ deal, asOf: '2026-11-22' })).version).toBe(0)
  const states = async (asOf: string) => (await rep.champions.savePlans({ deal, asOf })).items.map(({ state }) => state)
  expect([await states('2026-11-22'), await states('2026-11-23'), await states('2026-11-25')]).toEqual([[], ['open'], ['done']])
  now = NOW
})
