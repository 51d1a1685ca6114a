import { execFile } from 'node:child_process'
import { readFile, readdir, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { alive } from '../data-folder/process-identity.ts'

/** First a stop that closes everything in order, then one that leaves the rest to recovery, then none that can be ignored. */
const STEPS = [
  { signal: 'SIGINT', patienceMs: 2_000 },
  { signal: 'SIGQUIT', patienceMs: 1_000 },
  { signal: 'SIGKILL', patienceMs: 5_000 },
] as const

/**
 * Ends database processes on this folder whose parent was killed, and clears away a pid file that points to somebody else's
 * process. Only to be called under the folder lock.
 */
export async function stopOrphans(cluster: string): Promise<void> {
  const folder = await realpath(cluster)
  for (const { signal, patienceMs } of STEPS) {
    const orphans = await processesOn(folder)
    if (orphans.length === 0) break
    // Asked to close in order, the first process tells the others; when it is gone, each must be told.
    const first = await recordedPid(folder)
    for (const pid of signal === 'SIGINT' && first !== undefined && orphans.includes(first) ? [first] : orphans) send(pid, signal)
    const deadline = Date.now() + patienceMs
    // Not by whether their pids answer: a process that ended does so until its new parent has looked, which may take a second.
    while (Date.now() < deadline && (await processesOn(folder)).length > 0) await sleep(10)
  }
  const recorded = await recordedPid(folder)
  if (recorded !== undefined && alive(recorded) && !(await processesOn(folder)).includes(recorded))
    await rm(join(folder, 'postmaster.pid'), { force: true })
}

/** The database's processes work in their folder, the first as well as those it starts. */
async function processesOn(folder: string): Promise<number[]> {
  if (process.platform !== 'linux') return recordedProcess(folder)
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      if ((await readlink(`/proc/${pid}/cwd`).catch(() => '')) !== folder) return undefined
      const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
      return name.trim() === 'postgres' ? Number(pid) : undefined
    }),
  )
  return found.filter((pid) => pid !== undefined)
}

async function recordedProcess(folder: string): Promise<number[]> {
  const pid = await recordedPid(folder)
  if (pid === undefined) return []
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.includes(folder) ? [pid] : []
}

async function recordedPid(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself meanwhile.
  }
}
