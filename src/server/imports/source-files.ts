import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, readdir, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { Problem } from '../../contract/problem.ts'
import type { SourceFile } from './csv-file.ts'

const TABLE = /\.(csv|tsv|tab|txt)$/i
const MAX_FILES = 2_000
/** What one archive may unpack to, all together, and how much larger an entry may be than its packed form (zip bombs reach 1,000 and more). */
const MAX_UNPACKED_BYTES = 4 * 1024 ** 3
const MAX_RATIO = 200
const RATIO_COUNTS_FROM = 10 * 1024 ** 2

/**
 * The tables behind paths: files as they are, folders with everything beneath, archives unpacked into `scratch` under names
 * of our own. Sorted by name, so that the same folder always reads the same.
 * @throws Problem 'invalid' naming the path that cannot be read and what to do.
 */
export async function sourceFiles(paths: readonly string[], scratch: string): Promise<SourceFile[]> {
  const found: SourceFile[] = []
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined)
    if (!info) throw new Problem('invalid', `There is nothing at ${path}. Check the path and try again.`)
    if (info.isDirectory()) {
      for (const entry of (await readdir(path, { recursive: true, withFileTypes: true })).sort((a, b) =>
        a.name < b.name ? -1 : 1,
      )) {
        if (!entry.isFile() || entry.name.startsWith('.')) continue
        const full = join(entry.parentPath, entry.name)
        if (TABLE.test(entry.name)) found.push({ path: full, name: relative(path, full) })
        else if (/\.zip$/i.test(entry.name)) found.push(...(await unpackArchive(full, relative(path, full), scratch)))
      }
    } else if (await isZip(path)) found.push(...(await unpackArchive(path, basename(path), scratch)))
    else found.push({ path, name: basename(path) })
    if (found.length > MAX_FILES)
      throw new Problem('invalid', `There are more than ${MAX_FILES} tables at ${path}. Import fewer at a time.`)
  }
  return distinctNames(found)
}

/** Two folders may hold files of one name; people must be able to tell them apart. */
function distinctNames(files: readonly SourceFile[]): SourceFile[] {
  const seen = new Map<string, number>()
  return files.map((file) => {
    const times = (seen.get(file.name) ?? 0) + 1
    seen.set(file.name, times)
    return times === 1 ? file : { ...file, name: `${file.name} (${times})` }
  })
}

export async function isZip(path: string): Promise<boolean> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.readUInt32LE(0) === 0x04034b50
  } finally {
    await handle.close()
  }
}

/** Unpacks the tables of an archive. Entry names never become paths; sizes are counted while unpacking, whatever the archive claims. */
export async function unpackArchive(path: string, shownAs: string, scratch: string): Promise<SourceFile[]> {
  await mkdir(scratch, { recursive: true })
  let zip: ZipFile
  try {
    zip = await openPromise(path, { lazyEntries: true, autoClose: false })
  } catch (error) {
    throw new Problem(
      'invalid',
      `${shownAs} could not be opened as a zip archive: ${error instanceof Error ? error.message : String(error)}. Export or zip it again.`,
    )
  }
  const found: SourceFile[] = []
  const budget = { left: MAX_UNPACKED_BYTES }
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName
      if (name.endsWith('/') || !TABLE.test(name) || basename(name).startsWith('.') || name.startsWith('__MACOSX/')) continue
      const target = join(scratch, `${randomUUID()}.csv`)
      await unpackOne(zip, entry, target, shownAs, budget)
      found.push({ path: target, name })
      if (found.length > MAX_FILES)
        throw new Problem('invalid', `${shownAs} holds more than ${MAX_FILES} tables. Import fewer at a time.`)
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    throw new Problem(
      'invalid',
      `${shownAs} could not be unpacked: ${error instanceof Error ? error.message : String(error)}. Zip it again.`,
    )
  } finally {
    zip.close()
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function unpackOne(zip: ZipFile, entry: Entry, target: string, archive: string, budget: { left: number }): Promise<void> {
  let written = 0
  const guard = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      written += chunk.length
      budget.left -= chunk.length
      const bomb = budget.left < 0 || (written > RATIO_COUNTS_FROM && written > entry.compressedSize * MAX_RATIO)
      done(
        bomb
          ? new Problem(
              'invalid',
              `${archive} unpacks to more than this server takes (${entry.fileName}). Import the files one by one.`,
            )
          : null,
        chunk,
      )
    },
  })
  await pipeline(await zip.openReadStreamPromise(entry), guard, createWriteStream(target, { mode: 0o600 }))
}
