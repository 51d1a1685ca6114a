import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { peakMegabytes, processorSeconds } from './process-tree.ts'

const ROOT = resolve(import.meta.dirname, '..', '..')
const PROGRAM = join(ROOT, 'dist', 'quarterdeck.js')
const READY_WITHIN_MS = 120_000

export interface Finished {
  readonly stdout: string
  readonly seconds: number
  /** The most memory that the process, its worker threads included, ever held; NaN where the system does not tell. */
  readonly peakMegabytes: number
  /** Of the command and of the database that it started. */
  readonly processorSeconds: number
  /** What it said it was doing, with the seconds until it said something else. */
  readonly steps: readonly { readonly step: string; readonly seconds: number }[]
}

/** Runs one command of the built program to its end. @throws Error with what it wrote when it refuses */
export async function runProgram(args: readonly string[]): Promise<Finished> {
  const started = performance.now()
  const child = start(args)
  let stdout = ''
  let stderr = ''
  let peak = NaN
  let processor = NaN
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  const said: { step: string; at: number }[] = []
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
    for (const step of chunk.toString().trim().split('\n')) said.push({ step, at: performance.now() })
  })
  // The system keeps these marks itself; they only have to be read before the process is gone.
  const watch = setInterval(() => {
    const pid = child.pid ?? 0
    peak = peakMegabytes(pid) || peak
    processor = processorSeconds(pid) || processor
  }, 250)
  const code = await new Promise<number | null>((done) => child.once('close', done))
  clearInterval(watch)
  if (code !== 0) throw new Error(`quarterdeck ${args.join(' ')} ended with ${code}:\n${stderr}${stdout}`)
  const ended = performance.now()
  const steps = said.map(({ step, at }, i) => ({ step, seconds: ((said[i + 1]?.at ?? ended) - at) / 1_000 }))
  return { stdout, seconds: (ended - started) / 1_000, peakMegabytes: peak, processorSeconds: processor, steps }
}

export interface Served {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** Serves a data folder on a free port of this computer, and waits until it is ready. `npm`: with the command `npm start`. */
export async function serveProgram(
  data: string,
  environment: Readonly<Record<string, string>> = {},
  more: readonly string[] = [],
  by: 'itself' | 'npm' = 'itself',
): Promise<Served> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const where = ['--data', data, '--port', String(port), ...more]
  const told = { LOG_LEVEL: 'error', QUARTERDECK_REQUESTS_PER_MINUTE: '1000000', QUARTERDECK_URL: url, ...environment }
  const child = by === 'npm' ? start(['start', '--', ...where], told, ['npm']) : start(['serve', ...where], told)
  const ended = new Promise<void>((done) => child.once('close', () => done()))
  let output = ''
  await new Promise<void>((ready, fail) => {
    const late = setTimeout(() => fail(new Error(`The server was not ready in time:\n${output}`)), READY_WITHIN_MS)
    const take = (chunk: Buffer) => {
      output += chunk.toString()
      if (!/is ready on/.test(output)) return
      clearTimeout(late)
      ready()
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.once('exit', (code) => fail(new Error(`The server ended with ${code} before it was ready:\n${output}`)))
  })
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

const running = new Set<ChildProcess>()

/** Ends what still runs, for a bench that is broken off. */
export async function endPrograms(): Promise<void> {
  const ended = [...running].map((child) => new Promise((done) => child.once('close', done)))
  for (const child of running) child.kill('SIGTERM')
  await Promise.all(ended)
}

function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  [command = '', ...before]: readonly string[] = [process.execPath, PROGRAM],
): ChildProcess {
  const { DATABASE_URL: _, QUARTERDECK_SERVER: __, ...inherited } = process.env
  const child = spawn(command, [...before, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...inherited, ...environment },
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  return child
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
