import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..', '..')
const READY_WITHIN_MS = 180_000

/** Serves the demo company once for all browser tests, as `npm start` does: the built program, a data folder of its own, a free port. */
export async function setup(): Promise<() => Promise<void>> {
  if (process.env['CHROMIUM_PATH'] === undefined || process.env['QUARTERDECK_E2E_URL'] !== undefined) return async () => undefined
  const data = await mkdtemp(join(tmpdir(), 'quarterdeck-e2e-'))
  const port = await freePort()
  const child = spawn(
    process.execPath,
    [join(ROOT, 'dist', 'quarterdeck.js'), 'serve', '--demo', '--data', data, '--port', String(port)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A page without anything kept asks for every file of it; all tests together come from one address.
      env: { QUARTERDECK_REQUESTS_PER_MINUTE: '30000', ...process.env, LOG_LEVEL: 'warn' },
    },
  )
  const exited = new Promise<void>((done) => child.once('exit', () => done()))
  let output = ''
  await new Promise<void>((ready, fail) => {
    const late = setTimeout(() => fail(new Error(`The demo was not ready in time:\n${output}`)), READY_WITHIN_MS)
    const take = (chunk: Buffer) => {
      output += chunk.toString()
      if (!/is ready on/.test(output)) return
      clearTimeout(late)
      ready()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('exit', (code) => fail(new Error(`The demo ended with ${code} before it was ready:\n${output}`)))
  })
  process.env['QUARTERDECK_E2E_URL'] = `http://localhost:${port}`
  return async () => {
    child.kill('SIGTERM')
    await exited
    await rm(data, { recursive: true, force: true })
  }
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
