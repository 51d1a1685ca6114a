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
let marta: string
let jonas: string

beforeAll(async () => {
  it = await testApp({ now: NOW })
  rep = it.as(await it.person('Rosa', 'rep'), 'rep')
  stranger = it.as(await it.person('Otto', 'rep'), 'rep')
  account = (await rep.accounts.create({ name: 'Halden Bank', segment: 'mid-market' })).id
  deal = (await rep.opportunities.create({ name: 'Payments', accountId: account })).id
  marta = await person('Marta Kowal', 'CFO', 'marta@halden.example')
  jonas = await person('Jonas Lind', 'Head of Payments', 'jonas@halden.example')
  for (const contact of [marta, jonas])
    await rep.stakeholders.add({ deal, contact, roles: [contact === marta ? 'economic-buyer' : 'champion'] })
  await meeting([marta, jonas], '2026-11-10T09:00:00Z')
  await meeting([marta, jonas], '2026-11-17T09:00:00Z')
})
afterAll(() => it.close())

const person = async (name: string, title: string, mailbox?: string) =>
  (await rep.contacts.create({ name, title, accountId: account, ...(mailbox ? { mailbox } : {}) })).id
const meeting = (contacts: string[], occurredAt: string) =>
  rep.activities.log({ kind: 'meeting', subject: 'Review', direction: 'outbound', deal, contacts, occurredAt })

describe('the map of a deal', () => {
  test('shows its people with their reasons and suggests how they stand to each other', async () => {
    const map = await rep.relationships.map({ deal })
    expect(map.nodes.map(({ contact, influence }) => [contact.name, influence.level])).toEqual([
      ['Marta Kowal', 'high'],
      ['Jonas Lind', 'medium'],
    ])
    expect(map.edges.map(({ kind, source, state }) => [kind, source, state])).toEqual([
      ['works-with', 'suggested', 'suggested'],
      ['supports', 'suggested', 'suggested'],
    ])
    expect(map.distribution.concentration).toBeCloseTo(0.5, 12)
    expect(map.edges[1]?.evidence).toHaveLength(2)
  })

  test('names people at the customer who could fill a missing role, and never one who must not be contacted', async () => {
    const dora = await person('Dora Ek', 'Solutions Architect')
    const silent = await person('Sven Silent', 'IT Architect')
    await rep.contacts.update({ id: silent, doNotContact: true })
    await rep.opportunities.move({ id: deal, stageId: await stageNamed('Qualification') })
    const map = await rep.relationships.map({ deal })
    expect(map.ghosts.map(({ roles, candidates }) => [roles, candidates.map(({ name }) => name)])).toEqual([
      [['technical-evaluator'], ['Dora Ek']],
    ])
    const found = await rep.network.recommend({ deal })
    expect(found).toMatchObject({ items: [{ contactId: dora }], found: 2, withheld: 1 })
    expect(JSON.stringify([map, found])).not.toContain('Sven')
  })

  test('holds what is entered, confirmed, rejected and taken off, each in the journal', async () => {
    const confirmed = await rep.relationships.set({ deal, from: jonas, to: marta, kind: 'supports', source: 'suggested' })
    expect(confirmed).toMatchObject({ kind: 'supports', source: 'suggested', state: 'confirmed' })
    const boss = await rep.relationships.set({
      deal,
      from: jonas,
      to: marta,
      kind: 'reports-to',
      since: '2026-11-01',
      note: 'Since the merger',
    })
    const { edges } = await rep.relationships.map({ deal })
    expect(edges.filter(({ state }) => state === 'confirmed').map(({ kind, id }) => [kind, id])).toEqual([
      ['supports', confirmed.id],
      ['reports-to', boss.id],
    ])
    await rep.relationships.set({ deal, from: jonas, to: marta, kind: 'supports', state: 'rejected' })
    await rep.relationships.remove({ deal, relationship: boss.id })
    expect((await rep.relationships.map({ deal })).edges.map(({ kind }) => kind)).toEqual(['works-with'])
    const { items } = await rep.opportunities.history({ id: deal })
    expect(items.filter(({ noun }) => noun === 'relationship').map(({ type, after }) => [type, after?.['state']])).toEqual([
      ['relationship.removed', undefined],
      ['relationship.set', 'rejected'],
      ['relationship.set', 'confirmed'],
      ['relationship.set', 'confirmed'],
    ])
    expect(await it.app.db.selectFrom('relationships').select(['kind', 'state']).execute()).toEqual([
      { kind: 'supports', state: 'rejected' },
    ])
  })

  test('is exported as a picture that names everybody and runs nothing of what a name may hold', async () => {
    const odd = await person('<script>alert(1)</script> & Co', 'CIO')
    await rep.stakeholders.add({ deal, contact: odd })
    const { fileName, svg } = await rep.relationships.export({ deal })
    expect(fileName).toBe(`people-${deal}-2026-11-20.svg`)
    for (const name of ['Marta Kowal', 'Jonas Lind', 'Technical evaluator', 'People of Payments']) expect(svg).toContain(name)
    expect(svg).not.toContain('<script')
    expect(svg).not.toContain('NaN')
    expect((await rep.relationships.export({ deal })).svg).toBe(svg)
    await rep.stakeholders.remove({ deal, contact: odd })
  })

  test('refuses a person with themselves, and an end before the beginning', async () => {
    await expect(rep.relationships.set({ deal, from: jonas, to: jonas, kind: 'influences' })).rejects.toMatchObject({
      code: 'invalid',
    })
    await expect(
      rep.relationships.set({ deal, from: jonas, to: marta, kind: 'influences', since: '2026-11-02', until: '2026-11-02' }),
    ).rejects.toMatchObject({ code: 'invalid' })
    await expect(rep.relationships.remove({ deal, relationship: jonas })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is as it stood on any day: before the day on which all this was written down there was none', async () => {
    await expect(rep.relationships.map({ deal, asOf: '2026-11-20' })).rejects.toMatchObject({ code: 'not-found' })
    expect((await rep.relationships.map({ deal, asOf: '2026-11-21' })).nodes).toHaveLength(2)
  })

  test('knows where people stand on what decides the deal, and who could move whom', async () => {
    const price = await rep.relationships.setCriterion({ deal, name: 'Price', weight: 4 })
    await expect(rep.relationships.setCriterion({ deal, name: 'price' })).rejects.toMatchObject({ code: 'conflict' })
    await rep.relationships.setCriterion({ deal, criterion: price.id, name: 'Total cost', weight: 5 })
    await rep.relationships.position({ deal, criterion: price.id, contact: jonas, stance: 2, quote: 'Cheaper by half' })
    await rep.relationships.position({ deal, criterion: price.id, contact: marta, stance: -1 })
    const found = await rep.relationships.criteria({ deal })
    expect(found.criteria).toMatchObject([{ name: 'Total cost', weight: 5, state: 'conflict', unknown: [] }])
    expect(found.movers).toMatchObject([{ who: jonas, whom: marta }])
    await rep.relationships.position({ deal, criterion: price.id, contact: marta, stance: null })
    await rep.relationships.removeCriterion({ deal, criterion: price.id })
    expect((await rep.relationships.criteria({ deal })).criteria).toEqual([])
    await expect(rep.relationships.removeCriterion({ deal, criterion: price.id })).rejects.toMatchObject({ code: 'not-found' })
    await rep.relationships.setCriterion({ deal, name: 'Total cost' })
  })

  test('keeps who promised what until it is settled', async () => {
    const made = await rep.relationships.addCommitment({
      deal,
      side: 'theirs',
      contact: jonas,
      what: 'Send the terms',
      dueOn: '2026-11-18',
    })
    expect((await rep.relationships.commitments({ deal })).items).toMatchObject([
      { id: made.id, who: 'Jonas Lind', overdueDays: 2, followUp: 'Ask Jonas Lind about: Send the terms, 2 days overdue' },
    ])
    await rep.relationships.changeCommitment({ deal, commitment: made.id, state: 'kept' })
    expect(await rep.relationships.commitments({ deal })).toMatchObject({
      items: [{ state: 'kept', settledOn: '2026-11-20', followUp: null }],
      kept: { theirs: { kept: 1, settled: 1 }, ours: { kept: 0, settled: 0 } },
    })
    await expect(rep.relationships.addCommitment({ deal, side: 'theirs', user: jonas, what: 'Sign' })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('is not there for whoever does not see the deal', async () => {
    for (const call of [
      () => stranger.relationships.map({ deal }),
      () => stranger.relationships.set({ deal, from: jonas, to: marta, kind: 'influences' }),
      () => stranger.relationships.criteria({ deal }),
      () => stranger.relationships.setCriterion({ deal, name: 'Price' }),
      () => stranger.relationships.commitments({ deal }),
      () => stranger.network.recommend({ deal }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'not-found' })
  })
})

async function stageNamed(name: string): Promise<string> {
  const { items } = await rep.pipelines.list({})
  const stage = items.flatMap(({ stages }) => stages).find((one) => one.name === name)
  if (!stage) throw new Error(`No stage ${name}`)
  return stage.id
}
