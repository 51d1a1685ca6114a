import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../contract/operation.ts'
import type { Api } from '../../contract/api.ts'
import { Problem } from '../../contract/problem.ts'
import { testApp, type TestApp } from '../test-app.ts'

const NOW = '2026-11-20T10:00:00.000Z'
let it: TestApp
let rep: { id: string; call: Client<Api> }
let other: { id: string; call: Client<Api> }
let manager: { id: string; call: Client<Api> }
let team: string

async function person(name: string, role: 'rep' | 'manager' | 'executive') {
  const id = await it.person(name, role)
  return { id, call: it.as(id, role) }
}

/** The problem that a call is refused with. */
async function refusal(call: Promise<unknown>): Promise<Problem> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(outcome instanceof Problem)) throw new Error(`Expected a refusal, got ${String(outcome)}`)
  return outcome
}

beforeAll(async () => {
  it = await testApp({ now: NOW })
  rep = await person('Rosa', 'rep')
  other = await person('Otto', 'rep')
  manager = await person('Mara', 'manager')
  const top = await it.app.db.insertInto('teams').values({ name: 'North' }).returning('id').executeTakeFirstOrThrow()
  const below = await it.app.db.insertInto('teams').values({ name: 'North, small' }).returning('id').executeTakeFirstOrThrow()
  team = top.id
  await it.app.db.insertInto('team_links').values({ team_id: below.id, parent_id: top.id, valid_from: '2020-01-01' }).execute()
  await it.app.db
    .insertInto('team_members')
    .values([
      { team_id: top.id, user_id: manager.id, leads: true, valid_from: '2020-01-01' },
      { team_id: below.id, user_id: rep.id, valid_from: '2020-01-01' },
    ])
    .execute()
})
afterAll(() => it.close())

const usd = (minor: number) => ({ minor, currency: 'USD' })

async function stageId(pipelineId: string, canonical: string): Promise<string> {
  const rows = await it.app.db.selectFrom('stages').selectAll().where('pipeline_id', '=', pipelineId).execute()
  return rows.find((row) => row.canonical === canonical)?.id ?? ''
}

describe('creating a deal', () => {
  test('the first deal of a company makes the pipeline Sales, and lands in its first stage, owned by the caller', async () => {
    const deal = await rep.call.opportunities.create({ name: 'First', amount: usd(100_00), nextAction: 'Call' })
    expect(deal).toMatchObject({
      name: 'First',
      stage: 'discovery',
      pipeline: { name: 'Sales' },
      owner: { id: rep.id, name: 'Rosa' },
      amount: usd(100_00),
      version: 1,
    })
    expect(deal.createdAt).toBe(NOW)
    const pipelines = await it.app.db.selectFrom('pipelines').selectAll().execute()
    expect(pipelines).toHaveLength(1)
    expect(await it.app.db.selectFrom('stages').selectAll().execute()).toHaveLength(6)
  })

  test('a rep cannot create one for somebody else; a manager can, for an active person', async () => {
    expect(await refusal(rep.call.opportunities.create({ name: 'Not mine', ownerId: other.id }))).toMatchObject({
      code: 'forbidden',
    })
    expect((await manager.call.opportunities.create({ name: 'For Rosa', ownerId: rep.id })).owner?.id).toBe(rep.id)
    await it.app.db.updateTable('users').set({ active: false }).where('id', '=', other.id).execute()
    expect(await refusal(manager.call.opportunities.create({ name: 'For Otto', ownerId: other.id }))).toMatchObject({
      code: 'invalid',
    })
    await it.app.db.updateTable('users').set({ active: true }).where('id', '=', other.id).execute()
  })

  test('sent twice under one key it exists once', async () => {
    const request = {
      noun: 'opportunities',
      verb: 'create',
      input: { name: 'Only once' },
      principal: { kind: 'user' as const, userId: rep.id, name: 'Rosa', role: 'rep' as const },
      source: 'test',
      idempotencyKey: 'k-1',
    }
    const [first, second] = await Promise.all([it.dispatch(request), it.dispatch(request)])
    expect(second).toEqual(first)
    expect((await rep.call.opportunities.list({ q: 'Only once' })).total).toBe(1)
  })

  test('an account out of sight is as good as none', async () => {
    const account = await other.call.accounts.create({ name: 'Otto only' })
    expect(await refusal(rep.call.opportunities.create({ name: 'On it', accountId: account.id }))).toMatchObject({
      code: 'not-found',
    })
  })
})

describe('changing a deal', () => {
  test('only what changed is journalled; what changes nothing is not', async () => {
    const deal = await rep.call.opportunities.create({ name: 'Change me', amount: usd(10_00) })
    const changed = await rep.call.opportunities.update({ id: deal.id, amount: usd(12_00), name: 'Change me' })
    expect(changed).toMatchObject({ amount: usd(12_00), version: 2 })
    expect((await rep.call.opportunities.update({ id: deal.id, amount: usd(12_00) })).version).toBe(2)
    const { items } = await rep.call.opportunities.history({ id: deal.id })
    expect(items.map((event) => event.type)).toEqual(['opportunity.changed', 'opportunity.created'])
    expect(items[0]).toMatchObject({ before: { amount: usd(10_00) }, after: { amount: usd(12_00) } })
    expect(Object.keys(items[0]?.after ?? {})).toEqual(['amount'])
  })

  test('whoever read an older version is told which field changed meanwhile, and by whom', async () => {
    const deal = await rep.call.opportunities.create({ name: 'Contested' })
    await manager.call.opportunities.update({ id: deal.id, nextAction: 'Send terms' })
    const problem = await refusal(
      rep.call.opportunities.update({ id: deal.id, nextAction: 'Call', expectedVersion: deal.version }),
    )
    expect(problem.code).toBe('conflict')
    expect(problem.message).toBe('Changed meanwhile by Test person: nextAction. Read the deal again.')
    expect(problem.errors).toEqual([{ path: 'nextAction', problem: 'Changed by Test person' }])
  })

  test('of two changes at once that read the same version one is refused; without a version the last one wins', async () => {
    const deal = await rep.call.opportunities.create({ name: 'Race' })
    const both = await Promise.allSettled(
      [1, 2].map((n) => rep.call.opportunities.update({ id: deal.id, amount: usd(n), expectedVersion: 1 })),
    )
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    await Promise.all([3, 4].map((n) => rep.call.opportunities.update({ id: deal.id, amount: usd(n) })))
    const after = await rep.call.opportunities.update({ id: deal.id, amount: usd(5) })
    expect(after.amount).toEqual(usd(5))
  })

  test('a close date counts as moved when it goes to a later day, not when it comes nearer', async () => {
    const deal = await rep.call.opportunities.create({ name: 'Slips', expectedCloseOn: '2026-12-01' })
    expect((await rep.call.opportunities.update({ id: deal.id, expectedCloseOn: '2026-12-20' })).closeDateMoves).toBe(1)
    expect((await rep.call.opportunities.update({ id: deal.id, expectedCloseOn: '2026-12-10' })).closeDateMoves).toBe(1)
    expect((await rep.call.opportunities.update({ id: deal.id, expectedCloseOn: null })).closeDateMoves).toBe(1)
  })

  test('a currency nobody uses is refused', async () => {
    const deal = await rep.call.opportunities.create({ name: 'Odd money' })
    expect(await refusal(rep.call.opportunities.update({ id: deal.id, amount: { minor: 1, currency: 'XXX' } }))).toMatchObject({
      code: 'invalid',
    })
  })
})

describe('moving a deal', () => {
  test('closing dates it, re-opening takes date and reason away', async () => {
    const deal = await rep.call.opportunities.create({ name: 'Closes' })
    const lost = await rep.call.opportunities.move({
      id: deal.id,
      stageId: await stageId(deal.pipeline.id, 'closed_lost'),
      lostReason: 'Price',
      closedOn: '2026-11-18',
    })
    expect(lost).toMatchObject({
      stage: 'closed_lost',
      actualCloseOn: '2026-11-18',
      closedAt: '2026-11-18T00:00:00.000Z',
      lostReason: 'Price',
      stageEnteredAt: NOW,
    })
    const open = await rep.call.opportunities.move({ id: deal.id, stageId: await stageId(deal.pipeline.id, 'proposal') })
    expect(open).toMatchObject({ stage: 'proposal', actualCloseOn: null, closedAt: null, lostReason: null })
    const won = await rep.call.opportunities.move({ id: deal.id, stageId: await stageId(deal.pipeline.id, 'closed_won') })
    expect(won).toMatchObject({ actualCloseOn: '2026-11-20', closedAt: NOW })
    const { items } = await rep.call.opportunities.history({ id: deal.id })
    expect(items.slice(0, 3).map((event) => event.after?.['stage'])).toEqual(['closed_won', 'proposal', 'closed_lost'])
  })

  test('to where it is, or to a closing day in the future, it does not go', async () => {
    const deal = await rep.call.opportunities.create({ name: 'Stays' })
    expect(await refusal(rep.call.opportunities.move({ id: deal.id, stageId: deal.stageId }))).toMatchObject({
      code: 'not-allowed-now',
      detail: 'already-there',
    })
    const won = await stageId(deal.pipeline.id, 'closed_won')
    expect(await refusal(rep.call.opportunities.move({ id: deal.id, stageId: won, closedOn: '2026-11-21' }))).toMatchObject({
      code: 'invalid',
    })
    expect(await refusal(rep.call.opportunities.move({ id: deal.id, stageId: won, lostReason: 'x' }))).toMatchObject({
      code: 'invalid',
    })
  })
})

describe('what changed since a day', () => {
  test('the deals behind each figure of the summary can be listed, whatever stage or forecast they are in now', async () => {
    const later = await testApp({ now: NOW })
    const seller = await later.person('Sela', 'rep')
    const call = later.as(seller, 'rep')
    const created = await call.opportunities.create({ name: 'Created', amount: usd(10_00), expectedCloseOn: '2026-12-10' })
    // Older than the journal looks back: their creation is not among the changes.
    const old = {
      pipeline_id: created.pipeline.id,
      stage_id: created.stageId,
      stage: created.stage,
      owner_id: seller,
      amount_minor: 10_00,
      currency: 'USD',
      expected_close_on: '2026-12-10',
      forecast_category: 'pipeline' as const,
      stored_at: NOW,
    }
    const rows = await later.app.db
      .insertInto('opportunities')
      .values([
        { ...old, name: 'Grown' },
        { ...old, name: 'Moved' },
      ])
      .returning('id')
      .execute()
    const [grown, moved] = [{ id: rows[0]?.id ?? '' }, { id: rows[1]?.id ?? '' }]
    await call.opportunities.update({ id: grown.id, amount: usd(25_00), forecastCategory: 'commit' })
    await call.opportunities.update({ id: moved.id, expectedCloseOn: '2027-02-01' })
    const quarter = { closeFrom: '2026-10-01', closeTo: '2026-12-31', forecast: ['pipeline' as const] }
    const { changes } = await call.opportunities.summary(quarter)
    for (const [changed, name] of [
      ['created', 'Created'],
      ['increased', 'Grown'],
      ['movedOut', 'Moved'],
    ] as const) {
      const list = await call.opportunities.list({ ...quarter, changed })
      expect(list.items.map((one) => one.name)).toEqual([name])
      expect(changes[changed].count).toBe(list.total)
    }
    expect((await call.opportunities.list({ ...quarter, changed: 'lost' })).total).toBe(0)
    expect((await call.opportunities.board({ ...quarter, changed: 'movedOut' })).columns[0]).toMatchObject({
      sum: { count: 1 },
      deals: [{ name: 'Moved' }],
    })
    // What is known of the changes follows each further one, and what is said of a whole pipeline.
    await call.opportunities.update({ id: grown.id, amount: usd(5_00) })
    await later.system.opportunities.remove({ id: moved.id })
    const after = (await call.opportunities.summary(quarter)).changes
    expect([after.created.count, after.increased.count, after.decreased.count, after.movedOut.count]).toEqual([1, 0, 1, 0])
    expect((await call.opportunities.list({ ...quarter, changed: 'decreased' })).items.map((one) => one.name)).toEqual(['Grown'])
    await later.system.opportunities.restore({ id: moved.id })
    await later.system.settings.update({ fiscalYearStartMonth: 2 })
    expect((await call.opportunities.summary(quarter)).changes.movedOut.count).toBe(1)
    await later.close()
  })
})

describe('who sees a deal', () => {
  test('a rep sees own deals only, a manager those of the team below, in lists, counts, sums, board, export and by id', async () => {
    const mine = await rep.call.opportunities.create({ name: 'Sight Rosa', amount: usd(1_00) })
    const theirs = await other.call.opportunities.create({ name: 'Sight Otto', amount: usd(10_00) })
    const seen = async (who: Client<Api>) => {
      const [list, summary, board, csv] = await Promise.all([
        who.opportunities.list({ q: 'Sight' }),
        who.opportunities.summary({ q: 'Sight' }),
        who.opportunities.board({ q: 'Sight' }),
        who.opportunities.export({ q: 'Sight' }),
      ])
      return {
        names: list.items.map((deal) => deal.name).sort(),
        total: list.total,
        sum: summary.open.amount.minor,
        created: summary.changes.created.count,
        board: board.columns.reduce((sum, column) => sum + column.sum.count, 0),
        lines: csv.csv.trim().split('\r\n').length - 1,
      }
    }
    expect(await seen(rep.call)).toEqual({ names: ['Sight Rosa'], total: 1, sum: 1_00, created: 1, board: 1, lines: 1 })
    expect(await seen(manager.call)).toEqual({ names: ['Sight Rosa'], total: 1, sum: 1_00, created: 1, board: 1, lines: 1 })
    expect(await seen(it.system)).toEqual({
      names: ['Sight Otto', 'Sight Rosa'],
      total: 2,
      sum: 11_00,
      created: 2,
      board: 2,
      lines: 2,
    })
    for (const call of [
      () => rep.call.opportunities.get({ id: theirs.id }),
      () => rep.call.opportunities.update({ id: theirs.id, name: 'Mine now' }),
      () => rep.call.opportunities.history({ id: theirs.id }),
      () => rep.call.opportunities.dossier({ id: theirs.id }),
      () => manager.call.opportunities.assign({ id: theirs.id, ownerId: rep.id }),
      () => manager.call.opportunities.remove({ id: theirs.id }),
    ])
      expect(await refusal(call())).toMatchObject({ code: 'not-found' })
    expect((await manager.call.opportunities.get({ id: mine.id })).name).toBe('Sight Rosa')
  })

  test('a deal that is given away is answered once more, and gone from sight after', async () => {
    const deal = await rep.call.opportunities.create({ name: 'Handed over' })
    expect((await manager.call.opportunities.assign({ id: deal.id, ownerId: other.id })).owner?.id).toBe(other.id)
    expect(await refusal(manager.call.opportunities.get({ id: deal.id }))).toMatchObject({ code: 'not-found' })
    expect((await other.call.opportunities.history({ id: deal.id })).items[0]).toMatchObject({
      type: 'opportunity.assigned',
      before: { ownerId: rep.id },
      after: { ownerId: other.id },
    })
  })

  test('a deleted deal is in no list and no sum, and comes back whole', async () => {
    const deal = await rep.call.opportunities.create({ name: 'Deleted for a while', amount: usd(7) })
    await manager.call.opportunities.remove({ id: deal.id })
    expect((await it.system.opportunities.list({ q: 'Deleted for a while', state: 'all' })).total).toBe(0)
    expect((await it.system.opportunities.summary({ q: 'Deleted for a while' })).open.count).toBe(0)
    expect(await refusal(rep.call.opportunities.get({ id: deal.id }))).toMatchObject({ code: 'not-found' })
    expect(await manager.call.opportunities.restore({ id: deal.id })).toMatchObject({
      name: 'Deleted for a while',
      amount: usd(7),
    })
    expect(await refusal(manager.call.opportunities.restore({ id: deal.id }))).toMatchObject({ code: 'not-found' })
  })
})

describe('listing', () => {
  const names = ['Page a', 'Page b', 'Page c', 'Page d', 'Page e']
  beforeAll(async () => {
    for (const [index, name] of names.entries())
      await rep.call.opportunities.create({
        name,
        ...(index < 3 ? { amount: usd(index * 100), expectedCloseOn: `2027-01-0${index + 1}` } : {}),
      })
  })

  test.each(['name', 'account', 'owner', 'stage', 'amount', 'close', 'forecast', 'created', 'activity', 'age'] as const)(
    'pages by %s hold every deal once, both ways, open ones and all',
    async (sort) => {
      for (const [order, state] of [
        ['asc', 'open'],
        ['desc', 'open'],
        ['asc', 'all'],
        ['desc', 'all'],
      ] as const) {
        const met: string[] = []
        let cursor: string | undefined
        do {
          const from = cursor === undefined ? {} : { cursor }
          const page = await rep.call.opportunities.list({ q: 'Page ', state, sort, order, limit: 2, ...from })
          met.push(...page.items.map((deal) => deal.name))
          expect(page.total).toBe(5)
          cursor = page.next ?? undefined
        } while (cursor)
        expect(met.toSorted()).toEqual(names)
        if (sort === 'amount' || sort === 'close')
          expect(met.slice(0, 3)).toEqual(order === 'asc' ? names.slice(0, 3) : names.slice(0, 3).toReversed())
      }
    },
  )

  test('a cursor that is not from this list is refused', async () => {
    for (const cursor of ['x', Buffer.from('["2027; drop", "00000000-0000-0000-0000-000000000001"]').toString('base64url')])
      expect(await refusal(rep.call.opportunities.list({ cursor }))).toMatchObject({ code: 'invalid' })
  })

  test('signs of a pattern are looked for as they are', async () => {
    await rep.call.opportunities.create({ name: '100% of it' })
    expect((await rep.call.opportunities.list({ q: '100%' })).total).toBe(1)
    expect((await rep.call.opportunities.list({ q: 'P_ge' })).total).toBe(0)
  })

  test('a team means its people and those of the teams below', async () => {
    const all = await it.system.opportunities.list({ team, q: 'Page ' })
    expect(all.total).toBe(5)
    expect((await it.system.opportunities.list({ team, q: 'Sight' })).items.map((deal) => deal.name)).toEqual(['Sight Rosa'])
    expect((await it.system.opportunities.list({ team: '00000000-0000-0000-0000-00000000000f' })).total).toBe(0)
  })

  test('warnings find what they name', async () => {
    const past = { name: 'Warn past', expectedCloseOn: '2026-11-19', amount: usd(1), nextAction: 'x' }
    const { id } = await rep.call.opportunities.create(past)
    await rep.call.opportunities.create({ name: 'Warn today', expectedCloseOn: '2026-11-20', nextAction: 'x' })
    const of = async (warn: 'past-close' | 'no-amount' | 'no-next-step' | 'no-activity') =>
      (await rep.call.opportunities.list({ q: 'Warn', warn })).items.map((deal) => deal.name).sort()
    expect(await of('past-close')).toEqual(['Warn past'])
    expect(await of('no-amount')).toEqual(['Warn today'])
    expect(await of('no-next-step')).toEqual([])
    expect(await of('no-activity')).toEqual([])
    await it.app.db
      .updateTable('opportunities')
      .set({ created_at: '2026-10-01T09:00:00Z' })
      .where('name', '=', 'Warn past')
      .execute()
    // Lists are gone through again when something was recorded.
    await rep.call.opportunities.update({ id, nextAction: 'y' })
    expect(await of('no-activity')).toEqual(['Warn past'])
  })
})

test('an exported deal runs nothing in a spreadsheet', async () => {
  await rep.call.opportunities.create({ name: '=HYPERLINK("x")', amount: usd(1234_50) })
  const { csv } = await rep.call.opportunities.export({ q: '=HYPERLINK' })
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
  expect(csv).toContain('1234.50,USD')
})
