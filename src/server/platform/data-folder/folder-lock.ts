import { randomBytes } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { ownIdentity, stillRuns, type ProcessIdentity } from './process-identity.ts'
import { StartError } from './start-error.ts'

export interface FolderLock {
  /** Gives the folder free; the process ending in whatever way does so too. */
  release(): Promise<void>
}

interface Claim extends ProcessIdentity {
  readonly token: string
}

const HEARTBEAT_MS = 1_000

/**
 * Takes the one lock of a data folder. Every process that wants it first leaves a claim, then looks for others: whoever
 * sees a claim of a live process marked as held gives way; of two that meet with neither held, the smaller token waits and
 * the other gives way. Claims of dead processes count for nothing, so there is no stale lock to take over and no moment in
 * which two can take over the same one.
 * @throws StartError `folder-locked`, naming the process that has it
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const claims = join(folder, 'lock')
  await mkdir(claims, { recursive: true, mode: 0o700 })
  const own: Claim = { ...(await ownIdentity()), token: randomBytes(8).toString('hex') }
  await writeWhole(join(claims, `${own.token}.claim`), JSON.stringify(own))
  try {
    for (;;) {
      const others = (await liveClaims(claims)).filter((claim) => claim.token !== own.token)
      const winner = others.find((claim) => claim.held) ?? others.find((claim) => claim.token < own.token)
      if (winner) throw lockedBy(folder, winner)
      if (others.length === 0) break
      await sleep(5)
    }
    await writeFile(join(claims, `${own.token}.held`), '')
  } catch (error) {
    await drop(claims, own.token)
    throw error
  }
  const beat = setInterval(
    () => void utimes(join(claims, `${own.token}.claim`), new Date(), new Date()).catch(() => undefined),
    HEARTBEAT_MS,
  )
  beat.unref()
  return {
    async release() {
      clearInterval(beat)
      await drop(claims, own.token)
    },
  }
}

/** The live process that holds the folder, if one does. */
export async function holderOf(folder: string): Promise<ProcessIdentity | undefined> {
  return (await liveClaims(join(folder, 'lock'))).find((claim) => claim.held)
}

export function lockedBy(folder: string, holder: ProcessIdentity): StartError {
  return new StartError(
    'folder-locked',
    `The data folder ${folder} is in use by process ${holder.pid}; stop that one first, or give --data another folder.`,
  )
}

async function liveClaims(claims: string): Promise<(Claim & { held: boolean })[]> {
  const found = await Promise.all(
    (await namesIn(claims)).filter((name) => name.endsWith('.claim')).map((name) => liveClaim(claims, name)),
  )
  return found.filter((claim) => claim !== undefined)
}

async function liveClaim(claims: string, name: string): Promise<(Claim & { held: boolean }) | undefined> {
  const file = join(claims, name)
  const token = basename(name, '.claim')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const claim = JSON.parse(text) as Claim
  const runs = (await stillRuns(claim)) ?? (await beats(file))
  if (!runs) {
    await drop(claims, token)
    return undefined
  }
  return { ...claim, held: (await namesIn(claims)).includes(`${token}.held`) }
}

/**
 * A process in another container cannot be asked for, but while it lives its claim is touched again and again. One left
 * alone for a minute is dead at a glance (clocks of two machines may differ by less); a fresher one is watched for a while.
 */
async function beats(file: string): Promise<boolean> {
  const touched = async () => (await stat(file).catch(() => undefined))?.mtimeMs
  const before = await touched()
  if (before === undefined || Date.now() - before > 60 * HEARTBEAT_MS) return false
  await sleep(2 * HEARTBEAT_MS)
  const after = await touched()
  return after !== undefined && after !== before
}

async function drop(claims: string, token: string): Promise<void> {
  await rm(join(claims, `${token}.held`), { force: true })
  await rm(join(claims, `${token}.claim`), { force: true })
}

/** Nobody ever sees half a claim: it appears under its name in one step. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
}
