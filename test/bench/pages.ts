import { setTimeout as wait } from 'node:timers/promises'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
import { clickToUsable, PATIENCE_MS, type Way } from './click.ts'
import type { Figure } from './figure.ts'
import { importedCompany, type Say, type Size } from './imported-company.ts'
import { serveProgram } from './program.ts'
import { shellWeight } from './shell-weight.ts'
import { ADMIN_EMAIL, addAdmin, PASSWORD, signIn, type Asker } from './signed-in.ts'
import { quantile } from './timing.ts'

const MIDDLE: Size = { deals: 10_000, activities: 100_000 }
const ROUNDS = 7
const BUDGET_MS = 300
/** Whoever comes first after an import waits until the company is read and its forecast is worked out. */
const FIRST_PATIENCE_MS = 240_000
const GRADED_WITHIN_MS = 600_000

/** One round through the product, each step from where the last one led. */
const ROUND: readonly Way[] = [
  {
    name: 'forecast',
    press: 'nav a[href="/forecast"]',
    at: '/forecast',
    heading: 'Forecast',
    ready: ['main .forecast tbody tr'],
  },
  ...['changes', 'trend', 'scenarios', 'accuracy'].map((view) => ({
    name: `forecast, ${view}`,
    press: `.forecast-tabs a[href*="/forecast/${view}"]`,
    at: `/forecast/${view}`,
    ready: [`.forecast-tabs a[href*="/forecast/${view}"][aria-current]`, 'main h1'],
  })),
  {
    name: 'sponsors',
    press: 'nav a[href="/sponsors"]',
    at: '/sponsors',
    heading: 'Executive sponsors',
    ready: ['main tr[data-row]'],
  },
  { name: 'models', press: 'nav a[href="/insights/models"]', at: '/insights/models', heading: 'Models', ready: [] },
  { name: 'alerts', press: 'a.icon-button[href="/alerts"]', at: '/alerts', heading: 'Alerts', ready: [] },
  { name: 'accounts', press: 'nav a[href="/accounts"]', at: '/accounts', heading: 'Accounts', ready: ['main tr[data-row]'] },
  { name: 'account', press: 'main tr[data-row] a[href^="/accounts/"]', at: '/accounts/', heading: 'pressed', ready: [] },
  { name: 'data quality', press: 'nav a[href="/data"]', at: '/data', heading: 'Data quality', ready: ['main tr[data-row]'] },
  { name: 'settings', press: 'nav a[href="/settings"]', at: '/settings', ready: ['.settings-link[aria-current]'] },
  ...['users', 'teams', 'periods', 'stages', 'audit'].map((section) => ({
    name: `settings, ${section}`,
    press: `a.settings-link[href^="/settings/${section}"]`,
    at: `/settings/${section}`,
    ready: [`a.settings-link[href^="/settings/${section}"][aria-current]`, 'main h1'],
  })),
  { name: 'pipeline', press: 'nav a[href="/pipeline"]', at: '/pipeline', heading: 'Pipeline', ready: ['main tr[data-row]'] },
  { name: 'deal', press: 'main tr[data-row] a[href^="/deals/"]', at: '/deals/', heading: 'pressed', ready: [] },
  {
    name: 'deal, people',
    press: 'main a[href*="/people"]',
    at: '/deals/',
    ready: ['main a[href*="/people"][aria-current]', 'main .map-card'],
  },
  {
    name: 'deal, activity',
    press: 'main a[href*="/activity"]',
    at: '/deals/',
    ready: ['main a[href*="/activity"][aria-current]', 'main .timeline li'],
  },
  {
    name: 'deal, forecast',
    press: 'nav.tabs a[href*="/forecast"]',
    at: '/deals/',
    ready: ['nav.tabs a[href*="/forecast"][aria-current]'],
  },
  {
    name: 'deal, history',
    press: 'main a[href*="/history"]',
    at: '/deals/',
    ready: ['main a[href*="/history"][aria-current]', 'main tr[data-row]'],
  },
]

/** Every page of a company of 10,000 deals in a browser, from the click until it can be used. */
export async function measurePages(say: Say): Promise<Figure[]> {
  const executablePath = await chromiumHere()
  const { data } = await importedCompany(MIDDLE, say)
  say('serving it')
  await addAdmin(data)
  const server = await serveProgram(data)
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  })
  try {
    const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
    const page = await context.newPage()
    say('signing in')
    const shell = await signInPage(page)
    const asker = await signIn(server.url, ADMIN_EMAIL, 'admin')
    return [...shell, ...(await rounds(page, asker, say)), await freshElsewhere(context, asker, say)]
  } finally {
    await browser.close()
    await server.stop()
  }
}

async function signInPage(page: Page): Promise<Figure[]> {
  const asked: string[] = []
  const note = (request: { url(): string }) => void asked.push(request.url())
  page.on('request', note)
  await page.goto('/sign-in')
  await page.locator('input[name="password"]').waitFor()
  page.off('request', note)
  await page.fill('input[name="email"]', ADMIN_EMAIL)
  await page.fill('input[name="password"]', PASSWORD)
  const first = await clickToUsable(page, {
    name: 'pipeline after signing in',
    press: 'button[type="submit"]',
    at: '/pipeline',
    ready: ['main tr[data-row]'],
  })
  return [
    ...shellWeight(asked),
    {
      name: 'pipeline after signing in',
      unit: 'ms',
      budget: null,
      measured: first,
      on: 'from the click on Sign in, checking the password included',
    },
  ]
}

async function rounds(page: Page, asker: Asker, say: Say): Promise<Figure[]> {
  const times = ROUND.map((): number[] => [])
  const failed = new Map<Way, string>()
  for (let round = 0; round < ROUNDS; round++) {
    if (round === 1) await pastIsGraded(asker, say)
    for (const [i, way] of ROUND.entries()) {
      if (failed.has(way)) continue
      if (round === 0) say(way.name)
      try {
        times[i]!.push(await clickToUsable(page, way, round, round === 0 ? FIRST_PATIENCE_MS : PATIENCE_MS))
      } catch (error) {
        failed.set(way, (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '')
      }
    }
  }
  return ROUND.map((way, i): Figure => {
    const [first = NaN, ...again] = times[i]!
    const problem = failed.get(way)
    const on =
      problem === undefined
        ? `median of ${again.length} visits, slowest ${Math.max(...again).toFixed(0)} ms; the very first ${seconds(first)}`
        : `not measured: ${problem}`
    return {
      name: `${way.name}, click to usable`,
      unit: 'ms',
      budget: BUDGET_MS,
      measured: problem === undefined ? quantile(again, 0.5) : NaN,
      on,
    }
  })
}

function seconds(milliseconds: number): string {
  return milliseconds < 10_000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1_000).toFixed(0)} s`
}

/** After an import the past is graded once, in the background, for minutes: the first visits are beside it, the others after it. */
async function pastIsGraded(asker: Asker, say: Say): Promise<void> {
  const state = async (path: string) => (await asker.get<{ state: string }>(path)).state
  const paths = ['/accuracy?period=quarter', '/accuracy?period=month', '/forecast/claims']
  const started = performance.now()
  while ((await Promise.all(paths.map(state))).includes('computing')) {
    if (started + GRADED_WITHIN_MS < performance.now()) return say('the past is still being graded')
    await wait(2_000)
  }
  say(`the past is graded, ${seconds(performance.now() - started)} after the first visits`)
}

/** A deal stands open while somebody else changes it: how long until the change is seen. */
async function freshElsewhere(context: BrowserContext, asker: Asker, say: Say): Promise<Figure> {
  say('changing a deal that stands open elsewhere')
  const { items } = await asker.get<{ items: { id: string }[] }>('/opportunities?limit=1')
  const id = items[0]?.id ?? ''
  const page = await context.newPage()
  await page.goto(`/deals/${id}`)
  await page.locator('main h1').waitFor()
  await page.locator('main .skeleton').first().waitFor({ state: 'detached' })
  const times: number[] = []
  for (let change = 0; change < ROUNDS; change++) {
    const name = `Changed elsewhere ${change}`
    const started = performance.now()
    const seen = page.getByText(name).first().waitFor({ timeout: 15_000 })
    await asker.send('PATCH', `/opportunities/${id}`, { name })
    await seen
    times.push(performance.now() - started)
  }
  await page.close()
  return {
    name: 'a change seen on another open page',
    unit: 's',
    budget: 2,
    measured: Math.max(...times) / 1_000,
    on: `slowest of ${times.length}; median ${quantile(times, 0.5).toFixed(0)} ms`,
  }
}

/** The browser that the tests use; the script that finds it is plain JavaScript and has no types. */
async function chromiumHere(): Promise<string> {
  const script = new URL('../../scripts/find-chromium.mjs', import.meta.url).href
  const { findChromium, HOW_TO_GET_CHROMIUM } = (await import(script)) as {
    findChromium: () => Promise<string | undefined>
    HOW_TO_GET_CHROMIUM: string
  }
  const found = await findChromium()
  if (found === undefined) throw new Error(HOW_TO_GET_CHROMIUM)
  return found
}
