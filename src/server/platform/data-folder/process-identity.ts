import { execFile } from 'node:child_process'
import { readFile, readlink } from 'node:fs/promises'
import { hostname } from 'node:os'
import { promisify } from 'node:util'

/** A process that no later one can be mistaken for, though pids come round again. */
export interface ProcessIdentity {
  readonly pid: number
  /** Clock ticks since boot on Linux, a date text elsewhere; null where the system does not tell. */
  readonly startedAt: string | null
  /** The host, boot and pid namespace in which `pid` means anything. */
  readonly machine: string
}

export async function ownIdentity(): Promise<ProcessIdentity> {
  return { pid: process.pid, startedAt: await startOf(process.pid), machine: await machineIdentity() }
}

/**
 * Whether that very process still runs; undefined when it belongs to another machine, container or boot, where its pid
 * says nothing.
 */
export async function stillRuns(identity: ProcessIdentity): Promise<boolean | undefined> {
  if (identity.machine !== (await machineIdentity())) return undefined
  if (!alive(identity.pid)) return false
  const startedAt = await startOf(identity.pid)
  return startedAt === null || identity.startedAt === null || startedAt === identity.startedAt
}

export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A zombie has ended, though its pid answers until the parent has looked. */
async function startOf(pid: number): Promise<string | null> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
    // The name in field 2 may hold spaces and brackets, so the count begins after its closing one: field 3 is the state.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? null)
  }
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }))
  return stdout.trim() || null
}

async function machineIdentity(): Promise<string> {
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  const namespace = await readlink('/proc/self/ns/pid').catch(() => '')
  return [hostname(), boot.trim(), namespace].join(' ')
}
