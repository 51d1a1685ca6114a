import { setTimeout as wait } from 'node:timers/promises'
import autocannon from 'autocannon'
import { may, type Role } from '../../src/domain/access/right.ts'
import type { Figure } from './figure.ts'
import { LARGE } from './import.ts'
import { importedCompany, LAST_DAY, type Say } from './imported-company.ts'
import { processorSeconds } from './process-tree.ts'
import { serveProgram, type Served } from './program.ts'
import { knownTo, NOT_ASKED, READS, readsOfContract } from './reads.ts'
import { ADMIN_EMAIL, addAdmin, PASSWORD, signIn, type Asked, type Asker } from './signed-in.ts'
import { quantile } from './timing.ts'

const BUDGET_MS = 100
const CALLS = 100
const AT_ONCE = 8
const MIXED = 800
/** Changes after each of which a read is asked for at once. */
const CHANGES = 10
/** A read far over its budget is not asked a hundred times. */
const PATIENCE_MS = 20_000

/**
 * Every read of the contract on a large company, over HTTP, by people who see all, a team, and only their own. `only`: those
 * whose operation begins so, 'mixed' for all of them at once; none for everything.
 */
export async function measureApi(say: Say, only: readonly string[]): Promise<Figure[]> {
  const { data, rows } = await importedCompany(LARGE, say)
  say('serving it')
  await addAdmin(data)
  const server = await serveProgram(data)
  try {
    const askers = await people(server)
    const { items } = await askers[0]!.get<{ items: unknown[] }>('/scenarios')
    if (items.length === 0) {
      say('making one of each thing that is listed')
      await makeListed(askers[0]!)
    }
    const on = `${rows['Opportunity.csv']?.toLocaleString('en')} deals, ${LARGE.activities.toLocaleString('en')} activities`
    const first = await firstReads(askers[0]!, say)
    const isWanted = (name: string) => only.length === 0 || only.some((beginning) => name.startsWith(beginning))
    return [
      ...first,
      ...(await eachRead(server, askers, say, isWanted)),
      ...(isWanted('mixed') ? await allTogether(server, askers[0]!, say, on) : []),
    ]
  } finally {
    await server.stop()
  }
}

/** What takes long once, after an import or a restart: until it is there, other reads share the processors with it. */
async function firstReads(admin: Asker, say: Say): Promise<Figure[]> {
  const measured = async (name: string, on: string, work: () => Promise<unknown>): Promise<Figure> => {
    say(name)
    const started = performance.now()
    await work()
    return { name, unit: 's', budget: null, measured: (performance.now() - started) / 1_000, on }
  }
  const isRead = async () => !(await admin.get<{ computing: boolean }>('/threading/programme')).computing
  return [
    await measured('the first forecast', 'waited for; later ones are kept', () => admin.time('/forecast/board')),
    await measured('the first look at all executives', 'waited for; then only what changes is read', () =>
      admin.time('/sponsors'),
    ),
    await measured('threads of all deals', 'read in the background, at night and after an import', async () => {
      while (!(await isRead())) await wait(1_000)
    }),
  ]
}

/** An admin, a manager of a team of sellers, and a seller. */
async function people({ url }: Served): Promise<Asker[]> {
  const admin = await signIn(url, ADMIN_EMAIL, 'admin')
  const { items: teams } = await admin.get<{ items: { members: { userId: string; leads: boolean }[] }[] }>('/teams')
  const team = teams.toSorted((a, b) => b.members.length - a.members.length)[0]
  const lead = team?.members.find((member) => member.leads)?.userId
  const seller = team?.members.find((member) => !member.leads)?.userId
  const askers = [admin]
  for (const [role, id] of [
    ['manager', lead],
    ['rep', seller],
  ] as const) {
    if (id === undefined) throw new Error('No team of the imported company has both somebody who leads it and a seller.')
    const { email } = await admin.send<{ email: string }>('PATCH', `/users/${id}`, { role })
    await admin.send('PUT', `/users/${id}/password`, { password: PASSWORD })
    askers.push(await signIn(url, email, role))
  }
  return askers
}

/** What a company has that was not imported, so that every list has something to show. */
async function makeListed(admin: Asker): Promise<void> {
  await admin.upload('products.csv', 'product,series,sales_price\nMG Special,MG,55\nGTX Pro,GTX,4821\n')
  await admin.send('PUT', '/scenarios', { name: 'More wins', levers: { winRate: 0.05 } })
  await admin.send('POST', '/sponsors/calendar/feeds', {})
  const { deals } = await knownTo(admin, LAST_DAY)
  for (const { id, name } of deals.slice(0, 3)) {
    await admin.send('PUT', `/opportunities/${id}/criteria`, { deal: id, name: 'Runs in their own data centre' })
    await admin.send('POST', `/opportunities/${id}/commitments`, {
      deal: id,
      side: 'ours',
      what: 'Send the security questionnaire',
      dueOn: LAST_DAY,
    })
    const { content, version } = await admin.get<{ content: object; version: number }>(`/opportunities/${id}/hand-over-pack`)
    await admin.send('PUT', `/opportunities/${id}/hand-over-pack`, { content: { ...content, title: name }, after: version })
    const { items } = await admin.get<{ items: { contact: { id: string } }[] }>(`/opportunities/${id}/people`)
    const person = items[0]?.contact.id
    if (person !== undefined) await admin.send('POST', `/opportunities/${id}/people/${person}/save-plans`, {})
  }
}

/** Each read by itself, which is what the budget is for, and as eight people at once ask for it, which is harder than that. */
async function eachRead(
  server: Served,
  askers: readonly Asker[],
  say: Say,
  isWanted: (name: string) => boolean,
): Promise<Figure[]> {
  const known = await Promise.all(askers.map((asker) => knownTo(asker, LAST_DAY)))
  const figures: Figure[] = []
  for (const [name, op] of readsOfContract().filter(([name]) => !(name in NOT_ASKED) && isWanted(name))) {
    say(name)
    const alone: Measured = { worst: NaN, told: [] }
    const after: Measured = { worst: NaN, told: [] }
    const together: Measured = { worst: NaN, told: [] }
    for (const [i, asker] of askers.entries()) {
      const asked = may(asker.role as Role, op.allow) ? (READS[name]?.(known[i]!) ?? []) : []
      if (asked.length === 0) continue
      const { p50, p95, slowest, firstEver } = await oneByOne(asker, asked)
      note(alone, p95, `${asker.role} p50 ${whole(p50)} p95 ${whole(p95)}`)
      if (i > 0) continue
      if (BUDGET_MS / 2 < slowest.milliseconds) alone.told.push(`slowest ${slowest.path} ${whole(slowest.milliseconds)}`)
      if (BUDGET_MS < firstEver) alone.told.push(`first ever ${whole(firstEver)}`)
      const { p50: usual, p95: most } = await afterChanges(asker, asked, known[0]!.deals[0]!.id)
      note(after, most, `p50 ${whole(usual)}; after a new next step and after a new amount by turns`)
      const calls = Math.max(AT_ONCE, Math.min(CALLS, Math.round(PATIENCE_MS / p50)))
      const before = processorSeconds(server.pid)
      const many = await atOnce(server.url, asker, asked, calls)
      const spent = ((processorSeconds(server.pid) - before) * 1_000) / calls
      note(
        together,
        many.p95,
        `p50 ${whole(many.p50)}; processor ${whole(spent)} each, other work of the server meanwhile included`,
      )
    }
    figures.push(
      figureOf(name, alone),
      figureOf(`${name}, right after a change`, after),
      figureOf(`${name}, ${AT_ONCE} at once`, together),
    )
  }
  return figures
}

interface Measured {
  worst: number
  readonly told: string[]
}

function note(measured: Measured, p95: number, words: string): void {
  measured.worst = Number.isNaN(measured.worst) ? p95 : Math.max(measured.worst, p95)
  measured.told.push(words)
}

function figureOf(name: string, { worst, told }: Measured): Figure {
  const on = told.length > 0 ? told.join('; ') : 'not measured: the company has nothing of it to ask for'
  return { name, unit: 'ms', budget: BUDGET_MS, measured: worst, on }
}

/** Each path in turn, at least a hundred calls; the first of each path is not counted but told. */
async function oneByOne(asker: Asker, reads: readonly Asked[]) {
  const times = reads.map((): number[] => [])
  let firstEver = 0
  for (const read of reads) firstEver = Math.max(firstEver, await asker.time(read))
  const started = performance.now()
  for (let call = 0; call < Math.max(CALLS, reads.length * 3) && performance.now() - started < PATIENCE_MS; call++)
    times[call % reads.length]!.push(await asker.time(reads[call % reads.length]!))
  const slowest = reads
    .map((read, i) => ({ path: pathOf(read), milliseconds: quantile(times[i]!, 0.5) }))
    .filter(({ milliseconds }) => !Number.isNaN(milliseconds))
    .reduce((most, one) => (one.milliseconds > most.milliseconds ? one : most))
  return { p50: quantile(times.flat(), 0.5), p95: quantile(times.flat(), 0.95), slowest, firstEver }
}

/** Sums rest on the amount, and hardly anything on the next step, which changes most often. */
const CHANGED: readonly ((change: number) => object)[] = [
  (change) => ({ nextAction: `Call for the ${change + 1}. time` }),
  (change) => ({ amount: { minor: 5_000_000 + 100_000 * change, currency: 'USD' } }),
]

/** Reads at which nothing that was found out before helps: each right after a deal was changed. */
async function afterChanges(asker: Asker, reads: readonly Asked[], deal: string): Promise<{ p50: number; p95: number }> {
  const times: number[] = []
  const started = performance.now()
  for (let change = 0; change < Math.max(CHANGES, reads.length) && performance.now() - started < PATIENCE_MS; change++) {
    await asker.send('PATCH', `/opportunities/${deal}`, CHANGED[change % CHANGED.length]!(change))
    times.push(await asker.time(reads[change % reads.length]!))
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}

async function atOnce(
  url: string,
  asker: Asker,
  reads: readonly Asked[],
  amount: number,
): Promise<{ p50: number; p95: number; refused: number }> {
  const times: number[] = []
  let refused = 0
  await new Promise<void>((resolve, reject) => {
    const requests = reads.map((read) => requestOf(read, asker.cookie))
    const running = autocannon({ url, connections: AT_ONCE, amount, timeout: 60, requests }, (error) =>
      error ? reject(error) : resolve(),
    )
    running.on('response', (_client, status, _bytes, milliseconds) => {
      times.push(milliseconds)
      if (status !== 200) refused += 1
    })
  })
  const kind = reads[0] === undefined ? '' : pathOf(reads[0])
  if (refused > 0) throw new Error(`${refused} of ${times.length} requests to ${kind} and the like were refused under load.`)
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), refused }
}

function pathOf(read: Asked): string {
  return typeof read === 'string' ? read : read.path
}

function requestOf(read: Asked, cookie: string) {
  const path = `/api${pathOf(read)}`
  if (typeof read === 'string') return { path, headers: { cookie } }
  return {
    path,
    method: 'POST' as const,
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify(read.body),
  }
}

/** Everything that pages ask, mixed as it comes, from eight connections; and how long the server's thread was deaf meanwhile. */
async function allTogether({ url }: Served, asker: Asker, say: Say, on: string): Promise<Figure[]> {
  say('all reads mixed')
  const known = await knownTo(asker, LAST_DAY)
  const variants = readsOfContract().map(([name]) => READS[name]?.(known) ?? [])
  const most = Math.max(...variants.map((paths) => paths.length))
  const mixed = Array.from({ length: most }, (_, i) =>
    variants.flatMap((paths) => (paths.length === 0 ? [] : [paths[i % paths.length]!])),
  ).flat()
  await metrics(url)
  const { p50, p95 } = await atOnce(url, asker, mixed, MIXED)
  const after = await metrics(url)
  const how = `${MIXED} requests, ${AT_ONCE} at once; ${on}`
  return [
    { name: 'all reads mixed, p95', unit: 'ms', budget: BUDGET_MS, measured: p95, on: `p50 ${whole(p50)}; ${how}` },
    {
      name: 'delay of the event loop meanwhile, p99',
      unit: 'ms',
      budget: 50,
      measured: after('quarterdeck_event_loop_delay_seconds{quantile="0.99"}') * 1_000,
      on: how,
    },
    {
      name: 'memory of the server after all this',
      unit: 'MB',
      budget: null,
      measured: after('quarterdeck_resident_memory_bytes') / 1e6,
      on: 'with its threads',
    },
  ]
}

async function metrics(url: string): Promise<(name: string) => number> {
  const lines = (await (await fetch(`${url}/metrics`)).text()).split('\n')
  return (name) => Number(lines.find((line) => line.startsWith(`${name} `))?.split(' ')[1] ?? NaN)
}

function whole(milliseconds: number): string {
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`
}
