import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { loadavg, tmpdir } from 'node:os'
import type { Figure } from './figure.ts'
import { importedCompany, type Say, type Size } from './imported-company.ts'
import { serveProgram } from './program.ts'
import { ADMIN_EMAIL, addAdmin, signIn, type Asker } from './signed-in.ts'

const COMPANY: Size = { deals: 10_000, activities: 100_000 }
const BUDGET_MS = 50
const WATCH = pathToFileURL(join(import.meta.dirname, 'loop-watch.ts')).href
const PERIODS = ['', '?period=2026-Q4']

/** How long the server's main thread is held while a forecast is asked for: nobody else is answered meanwhile. On a busy machine that includes its waiting for a processor. */
export async function measureHeld(say: Say): Promise<Figure[]> {
  const { data } = await importedCompany(COMPANY, say)
  await addAdmin(data)
  const file = join(tmpdir(), `quarterdeck-loop-${process.pid}`)
  say('serving it')
  const server = await serveProgram(data, { NODE_OPTIONS: `--import ${WATCH}`, QUARTERDECK_BENCH_LOOP: file })
  try {
    const admin = await signIn(server.url, ADMIN_EMAIL, 'admin')
    const { items } = await admin.get<{ items: { id: string }[] }>('/opportunities?state=open')
    const [deal, other] = items.map(({ id }) => id)
    const asked: [string, (asker: Asker) => Promise<unknown>][] = [
      ['the first forecast: read, fit, drawn', ({ time }) => time('/forecast/board')],
      ['a forecast of other periods', async ({ time }) => Promise.all(PERIODS.map((period) => time(`/forecast/board${period}`)))],
      ['the chances of every open deal', ({ time }) => time('/forecast/deals')],
      ['one deal with its past', ({ time }) => time(`/forecast/deal?deal=${deal}`)],
      ['a lever', (asker) => asker.send('POST', '/forecast/scenario', { levers: { winRate: 5 } })],
      [
        'one deal switched',
        (asker) => asker.send('POST', '/forecast/scenario', { levers: { deals: [{ deal: other, outcome: 'won' }] } }),
      ],
      [
        'a forecast right after a deal was changed',
        async (asker) => {
          await asker.send('PATCH', `/opportunities/${deal}`, { nextAction: 'Call' })
          await asker.time('/forecast/board')
        },
      ],
    ]
    await held(server.pid, file)
    const figures: Figure[] = []
    for (const [name, ask] of asked) {
      say(name)
      const started = performance.now()
      await ask(admin)
      const seconds = (performance.now() - started) / 1_000
      const measured = await held(server.pid, file)
      const on = `${COMPANY.deals.toLocaleString('en')} deals; answered in ${seconds.toFixed(2)} s, load ${(loadavg()[0] ?? 0).toFixed(1)}`
      figures.push({ name: `main thread held by ${name}`, unit: 'ms', budget: BUDGET_MS, measured, on })
    }
    return figures
  } finally {
    await server.stop()
    await rm(file, { force: true })
  }
}

/** The longest that the main thread was held since it was last asked, in milliseconds. */
async function held(pid: number, file: string): Promise<number> {
  await rm(file, { force: true })
  process.kill(pid, 'SIGUSR2')
  for (let tries = 0; tries < 200; tries++) {
    await wait(50)
    const text = await readFile(file, 'utf8').catch(() => '')
    if (text.endsWith('\n')) return Number(text)
  }
  throw new Error('The server did not say how long it was held.')
}
