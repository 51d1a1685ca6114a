import { spawn } from 'node:child_process'
import { chown, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../data-folder/start-error.ts'
import type { Binaries } from './binaries.ts'
import { INHERITED_FOLDER, reachFolder } from './cluster-folder.ts'
import type { ServerUser } from './server-user.ts'

export const MAJOR_VERSION = '18'
export const SUPERUSER = 'quarterdeck'

/**
 * Makes the database's own folder, `postgres` in the data folder, unless it is there. It is made under another name first:
 * an interrupted attempt leaves nothing that looks finished.
 * @throws StartError `disk-full` or `will-not-start`
 */
export async function ensureCluster(
  data: string,
  binaries: Binaries,
  user: ServerUser,
  onProgress: (sentence: string) => void,
): Promise<string> {
  const cluster = join(data, 'postgres')
  const version = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => undefined)
  if (version !== undefined) {
    if (version.trim() === MAJOR_VERSION) return cluster
    throw new StartError(
      'will-not-start',
      `${cluster} was made by PostgreSQL ${version.trim()}, and this program brings ${MAJOR_VERSION}; back it up with the older program and restore it here.`,
    )
  }
  onProgress('Creating the database.')
  const unfinished = `${cluster}.new`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { mode: 0o700 })
  if (user.other) await chown(unfinished, user.uid, user.gid)
  try {
    await initdb(unfinished, binaries, user)
    await rename(unfinished, cluster)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined)
    throw error
  }
  return cluster
}

async function initdb(folder: string, binaries: Binaries, user: ServerUser): Promise<void> {
  const reach = reachFolder(folder, user)
  const args = ['-D', reach.path, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--no-instructions']
  // The built-in provider sorts and folds alike on every machine; the library's locale only fills in what it leaves open.
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'C'}`)
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(binaries.initdb, args, {
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC' },
      stdio: reach.stdio('pipe'),
      ...(user.other ? { uid: user.uid, gid: user.gid } : {}),
    })
    let text = ''
    const take = (chunk: Buffer) => (text += chunk.toString())
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('error', reject)
    child.once('close', (exit) => resolve({ code: exit, output: text }))
  }).finally(() => reach.done())
  if (code === 0) return
  throw startFailure(folder, output)
}

/** What the programs say on a full disk, in the C locale that they run in. */
const DISK_FULL = /No space left on device|Disk quota exceeded/

/** One sentence from what a program of the database wrote before it ended. */
export function startFailure(folder: string, output: string): StartError {
  if (DISK_FULL.test(output))
    return new StartError('disk-full', `The disk that holds ${folder} is full; free some space and start again.`)
  const lines = output.split('\n').filter((line) => line.trim() !== '')
  const telling =
    lines.findLast((line) => /\b(FATAL|PANIC|error|cannot|could not)\b/.test(line)) ?? lines.at(-1) ?? 'it ended without a word'
  const said = telling.replace(/^.*?\b(FATAL|PANIC|LOG|initdb: error|postgres): +/, '').replaceAll(INHERITED_FOLDER, folder)
  return new StartError('will-not-start', `The database would not start: ${said.trim()}.`)
}
