import { readdirSync, readFileSync } from 'node:fs'

const TICKS_PER_SECOND = 100

/**
 * Seconds of processor time that a process and all it started have used so far, by the system's own count: what a run
 * costs whoever else wants the processors meanwhile. NaN where the system does not tell.
 */
export function processorSeconds(root: number): number {
  const processes = new Map<number, { parent: number; ticks: number }>()
  for (const name of entries('/proc')) {
    if (!/^\d+$/.test(name)) continue
    const stat = textOf(`/proc/${name}/stat`)
    // The name of the program is in brackets and may hold spaces.
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (!fields) continue
    const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15).map(Number)
    processes.set(Number(name), { parent: Number(fields[1]), ticks: user + system + endedUser + endedSystem })
  }
  if (!processes.has(root)) return NaN
  const below = (pid: number): boolean => pid === root || (pid > 1 && below(processes.get(pid)?.parent ?? 0))
  return [...processes].reduce((sum, [pid, { ticks }]) => sum + (below(pid) ? ticks : 0), 0) / TICKS_PER_SECOND
}

/** The most memory that a process, its threads included, ever held, in megabytes. */
export function peakMegabytes(pid: number): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(textOf(`/proc/${pid}/status`) ?? '')?.[1] ?? NaN) / 1_000
}

function entries(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Undefined for a process that has ended meanwhile. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
