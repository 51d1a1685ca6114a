import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Started } from './kill-rounds.ts'

/**
 * Starts a program that keeps its database in `data`, and waits until it writes a line that `ready` matches.
 * @throws Error with what it wrote when it ends before that
 */
export async function startProgram(
  command: string,
  args: readonly string[],
  data: string,
  ready: RegExp,
  environment: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } })
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer) => {
      output += chunk.toString()
      if (ready.test(output)) resolve()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The program ended with ${code} before it was ready:\n${output}`)))
  })
  return {
    async kill(victim) {
      if (victim === 'server') {
        child.kill('SIGKILL')
        return exited
      }
      const pid = await databasePid(data)
      if (pid === undefined) throw new Error('No database runs in the folder.')
      process.kill(pid, 'SIGKILL')
      // Its parent sees it end and starts another, whose pid takes its place in the file.
      for (const deadline = Date.now() + 30_000; (await databasePid(data)) === pid && Date.now() < deadline;) await sleep(5)
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Undefined while one database is gone and the next has not come. */
async function databasePid(data: string): Promise<number | undefined> {
  const text = await readFile(join(data, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')
  return text === '' ? undefined : Number.parseInt(text, 10)
}
