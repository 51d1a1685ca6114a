import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Role } from '../../domain/access/right.ts'
import { createHttp } from '../platform/http/server.ts'
import { testApp, type TestApp } from '../test-app.ts'
import { jobs } from './jobs.ts'
import { importRoutes } from './routes.ts'

let t: TestApp
let http: FastifyInstance
let role: Role = 'revops'
beforeEach(async () => {
  t = await testApp({ now: '2024-07-01T12:00:00.000Z' })
  role = 'revops'
  const signIn = { ...t.app.signIn, principalOf: async () => ({ kind: 'user' as const, userId: null, name: 'Keeper', role }) }
  http = await createHttp(
    { ...t.app, signIn },
    t.dispatch,
    { perMinute: 1_000, trustProxy: false, https: false, maxUploadBytes: 10_000_000 },
    [importRoutes],
  )
  await t.app.jobs.work(t.app, jobs)
})
afterEach(async () => {
  await http.close()
  await t.close()
})

const DEALS =
  'deal_id,deal_name,company,owner,stage,amount,close_date,created_date\n1,One,Acme,Ann,Won,10,2024-02-01,2024-01-01\n2,"=HYPERLINK(""x"")",Acme,Ann,Proposal,ten,2024-09-01,2024-01-02\n3,Three,Beta,Bob,Proposal,30,2024-09-01,2024-01-03\n4,Four,Beta,Bob,Lost,40,2024-02-01,2024-01-03\n'

async function upload(files: Readonly<Record<string, string | Buffer>>) {
  const boundary = 'parting-line'
  const parts = Object.entries(files).flatMap(([name, content]) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
  return http.inject({
    method: 'POST',
    url: '/api/imports',
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
  })
}

/** An archive without compression, with any names. */
function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = []
  const entries: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(content)]
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt32LE(crc32(data), 10)
    facts.writeUInt32LE(data.length, 14)
    facts.writeUInt32LE(data.length, 18)
    facts.writeUInt16LE(path.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), facts, path, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, tail, path]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(entries)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}

const reaches = (id: string, status: string) =>
  vi.waitFor(
    async () => {
      const one = await t.system.imports.get({ id })
      expect(one.status, one.problem ?? '').toBe(status)
      return one
    },
    { timeout: 15_000, interval: 100 },
  )

test('files are uploaded, looked at, stored, and gone from the disk', async () => {
  const answer = await upload({ 'my deals.csv': DEALS })
  expect(answer.statusCode).toBe(201)
  const { id, files } = answer.json<{ id: string; files: { file: string; headers: string[] }[] }>()
  expect(files[0]).toMatchObject({ file: 'my deals.csv', headers: expect.arrayContaining(['deal_id']) })

  await t.system.imports.preview({ id })
  const previewed = await reaches(id, 'previewed')
  expect(previewed.report).toMatchObject({ recognised: 'generic', stored: { opportunities: 3 } })
  expect(previewed.rejectedCount).toBe(1)
  expect((await t.system.opportunities.list({ state: 'all' })).total).toBe(0)

  await expect(t.system.imports.store({ id, withRejections: false })).rejects.toThrow('1 rows would be left out')
  await t.system.imports.store({ id })
  const stored = await reaches(id, 'stored')
  expect(stored.storedAt).not.toBeNull()
  expect((await t.system.opportunities.list({ state: 'all' })).total).toBe(3)
  await vi.waitFor(async () => expect(await readdir(join(t.app.dataFolder, 'imports'))).toEqual([]))
  expect((await t.system.imports.list({})).items[0]).toMatchObject({ id, status: 'stored' })
  expect((await t.system.journal.list({ noun: 'import' })).items.map((event) => event.type)).toContain('import.stored')
})

test('a corrected mapping is used, saved, and found again for files with the same columns', async () => {
  const first = (await upload({ 'deals.csv': DEALS })).json<{ id: string }>()
  await t.system.imports.preview({ id: first.id })
  const { mapping } = await reaches(first.id, 'previewed')
  const corrected = {
    ...mapping!,
    files: mapping!.files.map((file) => ({
      ...file,
      values: { ...file.values, stage: { ...file.values['stage'], Proposal: 'negotiation' } },
    })),
  }
  await t.system.imports.saveMapping({ name: 'Monthly deals', mapping: corrected })
  const second = (await upload({ 'deals.csv': DEALS })).json<{ id: string }>()
  await t.system.imports.preview({ id: second.id })
  expect((await reaches(second.id, 'previewed')).mapping?.files[0]?.values['stage']).toMatchObject({ Proposal: 'negotiation' })
  await t.system.imports.store({ id: second.id })
  await reaches(second.id, 'stored')
  expect((await t.system.opportunities.list({})).items.map((deal) => deal.stage)).toEqual(['negotiation'])
})

test('rejected rows are given as CSV in which no cell is a formula', async () => {
  const { id } = (await upload({ 'deals.csv': DEALS.replace('ten', '=1+1') })).json<{ id: string }>()
  await t.system.imports.preview({ id })
  await reaches(id, 'previewed')
  const { csv } = await t.system.imports.rejections({ id })
  expect(csv).toContain("deals.csv,3,amount,'=1+1,")
})

test('an archive is unpacked under names of ours, whatever its entries are called', async () => {
  const answer = await upload({ 'export.zip': zipOf({ 'deep/deals.csv': DEALS, 'readme.md': 'no' }) })
  expect(answer.statusCode).toBe(201)
  expect(answer.json<{ files: { file: string }[] }>().files.map((file) => file.file)).toEqual(['deep/deals.csv'])
  const evil = await upload({ 'evil.zip': zipOf({ '../../outside.csv': DEALS }) })
  expect(evil.statusCode).toBe(400)
  expect(evil.json<{ title: string }>().title).toContain('evil.zip')
})

test('an upload without a table, and one by somebody without the right, leave nothing behind', async () => {
  expect((await upload({ 'notes.zip': zipOf({ 'a.md': 'x' }) })).statusCode).toBe(400)
  role = 'rep'
  expect((await upload({ 'deals.csv': DEALS })).statusCode).toBe(403)
  expect((await t.system.imports.list({})).items).toEqual([])
})

test('a discarded import takes its files along and cannot be stored', async () => {
  const { id } = (await upload({ 'deals.csv': DEALS })).json<{ id: string }>()
  await t.system.imports.discard({ id })
  expect(await readdir(join(t.app.dataFolder, 'imports'))).toEqual([])
  await expect(t.system.imports.preview({ id })).rejects.toThrow('thrown away')
})

test('files that hold nothing of ours fail with a reason', async () => {
  const { id } = (await upload({ 'weather.csv': 'city,rain\nBerlin,3\n' })).json<{ id: string }>()
  await t.system.imports.preview({ id })
  expect((await reaches(id, 'failed')).problem).toContain('No file looks like')
})
