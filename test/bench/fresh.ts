import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Figure } from './figure.ts'
import { importedCompany, LAST_DAY, type Say, type Size } from './imported-company.ts'
import { processorSeconds } from './process-tree.ts'
import { serveProgram, type Served } from './program.ts'
import { ADMIN_EMAIL, addAdmin, signIn, type Asker } from './signed-in.ts'
import { quantile } from './timing.ts'
import { addDays } from '../../src/domain/values/plain-date.ts'

const COMPANY: Size = { deals: 10_000, activities: 100_000 }
const BUDGET_S = 2
const ROUNDS = 4

/**
 * From a change to a deal until everything that is said of it anew has been answered: its chances, the forecast that it is
 * part of, its threads and whom to turn to. On the demo company and on ten thousand deals.
 */
export async function measureFresh(say: Say): Promise<Figure[]> {
  const demo = await mkdtemp(join(tmpdir(), 'quarterdeck-bench-demo-'))
  try {
    say('filling and serving the demo company')
    const figures = await measured(await serveProgram(demo, {}, ['--demo']), demo, say)
    const { data } = await importedCompany(COMPANY, say)
    say('serving it')
    return [...figures, ...(await measured(await serveProgram(data), data, say))]
  } finally {
    await rm(demo, { recursive: true, force: true })
  }
}

type Deal = {
  readonly id: string
  readonly amount: { minor: number; currency: string } | null
  readonly expectedCloseOn: string | null
}

/** What somebody may do to a deal, a little different in each round. */
const CHANGES: readonly (readonly [string, (asker: Asker, deal: Deal, round: number) => Promise<unknown>])[] = [
  [
    'its next step',
    (asker, { id }, round) => asker.send('PATCH', `/opportunities/${id}`, { nextAction: `Call for the ${round}. time` }),
  ],
  [
    'its amount',
    (asker, { id, amount }, round) =>
      asker.send('PATCH', `/opportunities/${id}`, {
        amount: { minor: (amount?.minor ?? 1_000_000) + 100_000 * round, currency: amount?.currency ?? 'USD' },
      }),
  ],
  [
    'its close date',
    (asker, { id, expectedCloseOn }, round) =>
      asker.send('PATCH', `/opportunities/${id}`, { expectedCloseOn: addDays(expectedCloseOn ?? LAST_DAY, round) }),
  ],
  [
    'a call on it',
    (asker, { id }, round) =>
      asker.send('POST', '/activities', { kind: 'call', deal: id, subject: `Call ${round}`, contacts: [] }),
  ],
]

async function measured(server: Served, data: string, say: Say): Promise<Figure[]> {
  try {
    await addAdmin(data)
    const admin = await signIn(server.url, ADMIN_EMAIL, 'admin')
    say('the first forecast')
    await admin.time('/forecast/board')
    const { items, total } = await admin.get<{ items: readonly Deal[]; total: number }>(
      '/opportunities?state=open&sort=close&limit=20',
    )
    const { total: all } = await admin.get<{ total: number }>('/opportunities?state=all&limit=1')
    const figures: Figure[] = []
    for (const [name, change] of CHANGES) {
      say(name)
      const times: number[] = []
      const before = processorSeconds(server.pid)
      for (let round = 1; round <= ROUNDS; round++) {
        const deal = items[round % items.length]!
        const started = performance.now()
        await change(admin, deal, round)
        await Promise.all(saidOf(deal).map((path) => admin.get(path)))
        times.push((performance.now() - started) / 1_000)
      }
      const spent = (processorSeconds(server.pid) - before) / ROUNDS
      figures.push({
        name: `a deal changed, ${name}, until all is fresh`,
        unit: 's',
        budget: BUDGET_S,
        measured: Math.max(...times),
        on: `slowest of ${ROUNDS}, median ${quantile(times, 0.5).toFixed(2)} s; processor ${spent.toFixed(2)} s each; ${all.toLocaleString('en')} deals, ${total.toLocaleString('en')} open`,
      })
    }
    return figures
  } finally {
    await server.stop()
  }
}

function saidOf({ id }: Deal): string[] {
  return [
    `/opportunities/${id}`,
    `/forecast/deal?deal=${id}`,
    `/opportunities/${id}/threading`,
    `/opportunities/${id}/recommended-contacts`,
    '/forecast/board',
  ]
}
