import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quarterdeck-zip-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** An archive of one entry, written by hand so that it can lie about its name and size. */
function archive(name: string, content: Buffer, claims: { size?: number } = {}): Buffer {
  const packed = deflateRawSync(content)
  const size = claims.size ?? content.length
  const entry = Buffer.alloc(26)
  entry.writeUInt16LE(20, 0)
  entry.writeUInt16LE(8, 4)
  entry.writeUInt32LE(crc32(content), 10)
  entry.writeUInt32LE(packed.length, 14)
  entry.writeUInt32LE(size, 18)
  entry.writeUInt16LE(Buffer.byteLength(name), 22)
  const local = Buffer.concat([Buffer.from('504b0304', 'hex'), entry, Buffer.from(name), packed])
  const central = Buffer.concat([Buffer.from('504b01021400', 'hex'), entry, Buffer.alloc(14), Buffer.from(name)])
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}

async function unpack(bytes: Buffer) {
  const path = join(folder, 'export.zip')
  const scratch = join(folder, 'inner', 'scratch')
  await mkdir(scratch, { recursive: true })
  await writeFile(path, bytes)
  return sourceFiles([path], scratch)
}

test('an archive is unpacked under names of our own', async () => {
  const [file] = await unpack(archive('deals/Opportunity.csv', Buffer.from('a,b\n1,2\n')))
  expect(file?.name).toBe('deals/Opportunity.csv')
  expect(file?.path.startsWith(join(folder, 'inner', 'scratch'))).toBe(true)
})

test.each(['../../evil.csv', '/tmp/evil.csv', '..\\evil.csv', 'C:\\evil.csv'])(
  'an entry called %s writes nothing outside its folder',
  async (name) => {
    await unpack(archive(name, Buffer.from('a,b\n1,2\n'))).catch(() => undefined)
    expect((await readdir(folder)).sort()).toEqual(['export.zip', 'inner'])
    expect(await readdir(join(folder, 'inner'))).toEqual(['scratch'])
  },
)

test('an entry that unpacks to far more than its packed size is refused, and says to import the files one by one', async () => {
  await expect(unpack(archive('bomb.csv', Buffer.alloc(40 * 1024 ** 2)))).rejects.toThrow('Import the files one by one')
})

test('an entry that claims to be smaller than it is is refused', async () => {
  await expect(unpack(archive('liar.csv', Buffer.alloc(1_000_000, 'a,b\n'), { size: 10 }))).rejects.toThrow('export.zip')
})

test('a path with nothing at it is refused with the path', async () => {
  await expect(sourceFiles([join(folder, 'absent')], folder)).rejects.toThrow('There is nothing at')
})
