import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../data-folder/start-error.ts'
import type { Binaries } from './binaries.ts'
import { reachFolder } from './cluster-folder.ts'
import { startFailure } from './create-cluster.ts'
import { stopOrphans } from './orphans.ts'
import type { ServerUser } from './server-user.ts'

export interface Installation {
  readonly cluster: string
  readonly socket: string
  readonly log: string
  readonly binaries: Binaries
  readonly user: ServerUser
}

const RETRY_FOR_MS = 10_000
const LARGEST_LOG = 10 * 2 ** 20
const MB = 2 ** 20

/**
 * Starts the database as our child and waits until it takes connections, through recovery if it was killed.
 * @throws StartError `disk-full` or `will-not-start`, the latter with what the database said last
 */
export async function startPostmaster(installation: Installation, onProgress: (sentence: string) => void): Promise<ChildProcess> {
  const giveUp = Date.now() + RETRY_FOR_MS
  for (;;) {
    await stopOrphans(installation.cluster)
    const from = await logSize(installation.log)
    const child = launch(installation)
    if (await becomesReady(child, installation, onProgress)) return child
    const said = await logSince(installation.log, from)
    // The kernel takes a moment to let go of the memory that killed processes shared.
    if (!/pre-existing shared memory block|lock file ".*" already exists/.test(said) || Date.now() > giveUp)
      throw startFailure(installation.cluster, said)
    await sleep(100)
  }
}

/** Ends it in order: no new connections, open transactions rolled back, a checkpoint. Only a hung one is killed. */
export async function stopPostmaster(child: ChildProcess): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (hasEnded(child)) return
    child.kill(signal)
    await Promise.race([new Promise((resolve) => child.once('exit', resolve)), sleep(patienceMs, undefined, { ref: false })])
  }
}

function launch({ cluster, socket, log, binaries, user }: Installation): ChildProcess {
  const reach = reachFolder(cluster, user)
  const output = openSync(log, 'a', 0o600)
  try {
    const settings = Object.entries(settingsFor(socket)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    return spawn(binaries.postgres, ['-D', reach.path, ...settings], {
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC' },
      stdio: reach.stdio(output),
      // A group of its own: Ctrl-C at the terminal is for us, who stop the database when everything else has stopped.
      detached: true,
      ...(user.other ? { uid: user.uid, gid: user.gid } : {}),
    })
  } finally {
    closeSync(output)
    reach.done()
  }
}

/** fsync, full_page_writes and synchronous_commit stay as they come, on: an acknowledged write survives a power cut. */
function settingsFor(socket: string): Readonly<Record<string, string | number>> {
  return {
    listen_addresses: '',
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    max_connections: 60,
    shared_buffers: `${totalmem() >= 4_096 * MB ? 256 : 128}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    effective_cache_size: `${Math.max(256, Math.round(totalmem() / MB / 2))}MB`,
    random_page_cost: 1.1,
    jit: 'off',
    // Reads go to the page cache of the system, which answers sooner than another process would.
    io_method: 'sync',
    wal_level: 'minimal',
    max_wal_senders: 0,
    // Recovery replays at most about this much, which keeps a start after kill -9 under five seconds.
    max_wal_size: '512MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
  }
}

async function becomesReady(
  child: ChildProcess,
  { cluster }: Installation,
  onProgress: (sentence: string) => void,
): Promise<boolean> {
  const failed = new Promise<Error>((resolve) => child.once('error', resolve))
  const slow = setTimeout(() => onProgress('The database is putting itself in order after an unclean stop.'), 2_000)
  try {
    for (;;) {
      if (hasEnded(child)) return false
      const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
      if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true
      const broken = await Promise.race([failed, sleep(5)])
      if (broken) throw new StartError('will-not-start', `The database would not start: ${broken.message}.`, broken)
    }
  } finally {
    clearTimeout(slow)
  }
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

async function logSize(log: string): Promise<number> {
  const size = (await stat(log).catch(() => undefined))?.size ?? 0
  if (size < LARGEST_LOG) return size
  await rename(log, `${log}.1`)
  return 0
}

async function logSince(log: string, from: number): Promise<string> {
  const file = await open(log)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}
