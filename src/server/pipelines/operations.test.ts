import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pipeline } from '../../domain/opportunities/stage.ts'
import { testApp, type TestApp } from '../test-app.ts'

let t: TestApp
let pipeline: Pipeline
beforeAll(async () => {
  t = await testApp({ now: '2026-03-02T09:00:00.000Z' })
  pipeline = await t.system.pipelines.create({ name: 'New business' })
})
afterAll(() => t.close())

const stageNamed = async (name: string) => {
  const stage = (await t.system.pipelines.list({})).items.flatMap((one) => one.stages).find((one) => one.name === name)
  if (!stage) throw new Error(`No stage ${name}`)
  return stage
}

async function dealIn(stageId: string, canonical: 'proposal' | 'closed_won'): Promise<string> {
  const values = { name: 'Deal', pipeline_id: pipeline.id, stage_id: stageId, stage: canonical, currency: 'USD' }
  return (await t.app.db.insertInto('opportunities').values(values).returning('id').executeTakeFirstOrThrow()).id
}

test('a new pipeline has one stage for each common one, and its name is its own', async () => {
  expect(pipeline.stages.map((stage) => stage.canonical)).toEqual([
    'discovery',
    'qualification',
    'proposal',
    'negotiation',
    'closed_won',
    'closed_lost',
  ])
  await expect(t.system.pipelines.create({ name: 'new BUSINESS' })).rejects.toMatchObject({ code: 'conflict' })
})

test('an open stage that is added stands before the closed ones unless a place is given', async () => {
  await t.system.pipelines.addStage({ id: pipeline.id, name: 'Security review', canonical: 'negotiation' })
  await t.system.pipelines.addStage({ id: pipeline.id, name: 'First call', canonical: 'discovery', position: 0 })
  const { stages } = (await t.system.pipelines.list({})).items[0] ?? { stages: [] }
  expect(stages.map((stage) => stage.name)).toEqual([
    'First call',
    'Discovery',
    'Qualification',
    'Proposal',
    'Negotiation',
    'Security review',
    'Won',
    'Lost',
  ])
  expect(stages.map((stage) => stage.position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
})

test('a stage that stands for another common stage takes its deals along, in one event', async () => {
  const stage = await stageNamed('Proposal')
  const deal = await dealIn(stage.id, 'proposal')
  await t.system.pipelines.updateStage({ id: stage.id, canonical: 'negotiation', position: 5 })
  expect(
    await t.app.db.selectFrom('opportunities').select(['stage', 'version']).where('id', '=', deal).executeTakeFirst(),
  ).toEqual({ stage: 'negotiation', version: 2 })
  expect((await t.system.journal.list({ subject: stage.id })).items).toMatchObject([
    { type: 'stage.changed', before: { canonical: 'proposal', position: 3 }, after: { canonical: 'negotiation', position: 5 } },
  ])
  expect((await t.system.journal.list({ subject: deal })).items).toEqual([])
})

test('a stage that holds deals does not go from open to closed; an empty one may', async () => {
  const won = await stageNamed('Won')
  await dealIn(won.id, 'closed_won')
  await expect(t.system.pipelines.updateStage({ id: won.id, canonical: 'proposal' })).rejects.toThrow(
    '1 deal is in this stage, so it stays closed.',
  )
  const lost = await stageNamed('Lost')
  expect(await t.system.pipelines.updateStage({ id: lost.id, canonical: 'discovery' })).toMatchObject({ canonical: 'discovery' })
})

test('two stages of a pipeline do not share a name, and one keeps its own', async () => {
  const stage = await stageNamed('Discovery')
  await expect(t.system.pipelines.updateStage({ id: stage.id, name: 'negotiation' })).rejects.toMatchObject({ code: 'conflict' })
  expect(
    await t.system.pipelines.updateStage({ id: stage.id, name: 'DISCOVERY', probability: 10, forecastCategory: 'pipeline' }),
  ).toMatchObject({
    name: 'DISCOVERY',
    probability: 10,
    forecastCategory: 'pipeline',
  })
  expect(await t.system.pipelines.updateStage({ id: stage.id, probability: null })).toMatchObject({
    probability: null,
    forecastCategory: 'pipeline',
  })
})
