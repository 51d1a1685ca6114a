import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { api } from '../../src/contract/api.ts'
import type { Client } from '../../src/contract/operation.ts'
import { addDays } from '../../src/domain/values/plain-date.ts'
import { withDates } from '../../src/web/ui/date-text.ts'
import { moneyText } from '../../src/web/ui/money-text.ts'
import { COMPUTED, EVERY_PLACE_MS, NO_BROWSER, SCREENS, useBrowser, type Screen } from './harness.ts'

type Forecasting = Client<typeof api>['forecasting']
type Board = Awaited<ReturnType<Forecasting['board']>>
type Changes = Awaited<ReturnType<Forecasting['changes']>>
type Deals = Awaited<ReturnType<Forecasting['deals']>>

describe.skipIf(NO_BROWSER)('the forecast', { timeout: EVERY_PLACE_MS }, () => {
  const browser = useBrowser()
  const read = async <T>(page: Page, path: string): Promise<T> => (await (await page.request.get(path, COMPUTED)).json()) as T
  const row = (page: Page, name: string | RegExp) =>
    page
      .getByRole('treegrid')
      .getByRole('row')
      .filter({ has: page.getByText(name, { exact: true }) })
      .first()

  test('shows an executive what the server computes, by team and rep, and where it comes from', async () => {
    const { page, go } = await browser.visit('executive')
    await go('/forecast')
    const board = await read<Board>(page, '/api/forecast/board')
    const { projection } = board
    const strip = page.getByRole('list', { name: 'Forecast of the period' })
    for (const amount of [projection.quota, projection.won, board.commit, board.bestCase, projection.p50])
      expect(await strip.textContent()).toContain(amount ? moneyText(amount) : 'Not set')
    expect(await strip.textContent()).toContain(`${moneyText(projection.p10)} – ${moneyText(projection.p90)}`)
    expect(await page.getByRole('treegrid').getByRole('row').count()).toBe(board.rollup.length + 1)
    const team = board.rollup.find((one) => one.kind === 'team')
    expect(await row(page, team?.name ?? '').textContent()).toContain(moneyText(team?.p50 ?? projection.p50))
    expect(await page.getByRole('region', { name: 'Where it comes from' }).textContent()).toContain(
      moneyText(projection.open.p50),
    )
    expect(await page.getByText(withDates(projection.basis.text, projection.asOf)).isVisible()).toBe(true)
  })

  test('opens the deals behind a row, each leading to the deal, and closes with Esc', async () => {
    const { page, go, expectAccessible } = await browser.visit('executive')
    await go('/forecast')
    const board = await read<Board>(page, '/api/forecast/board')
    const team = board.rollup.find((one) => one.kind === 'team')
    await row(page, team?.name ?? '')
      .getByRole('button', { name: /Deals behind the p50/ })
      .click()
    const inspector = page.getByRole('complementary', { name: team?.name ?? '' })
    const first = inspector.locator('.carriers > li').first()
    await first.waitFor()
    const deals = await read<Deals>(page, `/api/forecast/deals?until=${board.projection.period.end}&team=${team?.key.slice(5)}`)
    expect(await inspector.textContent()).toContain(`${deals.length.toLocaleString('en')} deals`)
    const heaviest = deals.toSorted((a, b) => b.winBy * (b.amount?.minor ?? 0) - a.winBy * (a.amount?.minor ?? 0))[0]
    expect(await first.getByRole('link').getAttribute('href')).toBe(`/deals/${heaviest?.id}`)
    await expectAccessible()
    await page.keyboard.press('Escape')
    await inspector.waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.has('cell')).toBe(false)
  })

  test('is narrowed to a team by its name, folded by keys, and the address brings both back', async () => {
    const { page, go } = await browser.visit('executive')
    await go('/forecast')
    const board = await read<Board>(page, '/api/forecast/board')
    const team = board.rollup.find((one) => one.kind === 'team' && board.rollup.some((other) => other.parent === one.key))
    await row(page, team?.name ?? '').focus()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => row(page, team?.name ?? '').getAttribute('aria-expanded')).toBe('false')
    await page.reload()
    await page.getByRole('treegrid').waitFor()
    expect(await row(page, team?.name ?? '').getAttribute('aria-expanded')).toBe('false')
    await row(page, team?.name ?? '')
      .getByRole('link')
      .click()
    await page.getByRole('button', { name: `Remove filter Only ${team?.name}` }).waitFor()
    const narrowed = await read<Board>(page, `/api/forecast/board?team=${team?.key.slice(5)}`)
    await expect
      .poll(() => page.getByRole('list', { name: 'Forecast of the period' }).textContent())
      .toContain(moneyText(narrowed.projection.p50))
    expect(await page.getByRole('treegrid').getByRole('row').count()).toBe(narrowed.rollup.length + 1)
  })

  test('is looked at from a past day, and says so', async () => {
    const { page, go } = await browser.visit('executive')
    await go('/forecast')
    const { projection } = await read<Board>(page, '/api/forecast/board')
    const past = new Date(Date.parse(projection.period.start) + 10 * 86_400_000).toISOString().slice(0, 10)
    const day = page.getByRole('textbox', { name: 'As of' })
    await day.fill(past)
    // Until it is computed the figures are said to be those of today.
    await page.getByText(/^(Computing what would have been forecast on|As it would have been on)/).waitFor()
    await page.getByText(/^As it would have been on/).waitFor(COMPUTED)
    const then = await read<Board>(page, `/api/forecast/board?asOf=${past}`)
    const strip = page.getByRole('list', { name: 'Forecast of the period' })
    await expect.poll(() => strip.textContent(), COMPUTED).toContain(moneyText(then.projection.p50))
    expect(new URL(page.url()).searchParams.get('asOf')).toBe(past)
    await page.getByRole('button', { name: 'Back to today' }).click()
    await expect.poll(() => strip.textContent(), COMPUTED).toContain(moneyText(projection.p50))
  })

  test('goes to a quarter that has ended, and says so', async () => {
    const { page, go } = await browser.visit('executive')
    await go('/forecast')
    const { periods, projection } = await read<Board>(page, '/api/forecast/board')
    const before = periods[periods.findIndex((one) => one.name === projection.period.name) - 1]
    await page.getByRole('button', { name: /^\d{4} Q\d/ }).click()
    await page.getByRole('menuitem', { name: before?.label ?? '' }).click()
    await page
      .getByText(/^Ended/)
      .first()
      .waitFor()
    expect(new URL(page.url()).searchParams.get('period')).toBe(before?.name)
  })

  test('says what moved the p50, bar by bar and deal by deal, and the address keeps the window and the kind', async () => {
    const { page, go, settled } = await browser.visit('executive')
    await go('/forecast')
    const changes = await read<Changes>(page, '/api/forecast/changes')
    const strip = page.getByRole('list', { name: 'Forecast of the period' })
    await expect.poll(() => strip.textContent(), COMPUTED).toMatch(/since \d+ /)
    await page.getByRole('region', { name: 'Change in p50' }).getByRole('link', { name: 'Deals' }).click()
    const kinds = page.getByRole('region', { name: 'By kind' })
    await kinds.waitFor()
    expect(await kinds.getByRole('button').count()).toBe(changes.bars.length)
    // The first fifty deals stand on the page; the others follow as they are asked for.
    const lines = page.getByRole('grid', { name: 'Changed deals' }).locator('tbody tr')
    expect(await lines.count()).toBe(50)
    const more = Math.min(50, changes.deals.length - 50)
    await page.getByRole('button', { name: `Show ${more} more` }).click()
    await expect.poll(() => lines.count()).toBe(50 + more)
    const bar = changes.bars.find(({ deals }) => deals > 0)
    const behind = changes.deals.filter(({ kind }) => kind === bar?.kind)
    await kinds.getByRole('button').nth(changes.bars.indexOf(bar!)).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('kind')).toBe(bar?.kind)
    await page
      .getByRole('link', { name: behind[0]?.name ?? '', exact: true })
      .first()
      .waitFor()
    await page.getByRole('button', { name: '30 days' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.has('since')).toBe(true)
    await settled()
    await lines.first().focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/^\/deals\/.+/)
  })

  test('a row opens what changed in it and what its spread comes from', async () => {
    const { page, go } = await browser.visit('executive')
    const board = await (async () => {
      await go('/forecast')
      return read<Board>(page, '/api/forecast/board')
    })()
    const team = board.rollup.find((one) => one.kind === 'team')
    await row(page, team?.name ?? '').focus()
    await page.keyboard.press('Enter')
    const inspector = page.getByRole('complementary', { name: team?.name ?? '' })
    await inspector.getByRole('button', { name: 'Why' }).click()
    await inspector.getByText('Where the spread comes from').waitFor(COMPUTED)
    await inspector.getByRole('button', { name: 'Changes' }).click()
    await inspector.getByText('largest effect on the p50 first').waitFor(COMPUTED)
    expect(new URL(page.url()).searchParams.get('pane')).toBe('changes')
  })

  test('shows how the forecast of the period ran, week by week as they are computed, beside the period before', async () => {
    const { page, go } = await browser.visit('executive')
    await go('/forecast/trend')
    const board = await read<Board>(page, '/api/forecast/board')
    const now = page.getByRole('region', { name: board.projection.period.name.replace('-', ' ') })
    await now.getByRole('img', { name: /^The p50 for|^The weeks of/ }).waitFor(COMPUTED)
    await now.getByRole('button', { name: /as table$/ }).click()
    const first = now.getByRole('row').nth(1)
    expect(await first.textContent()).toContain('W1')
    await page.getByRole('link', { name: 'Changes' }).click()
    await page.getByRole('region', { name: 'By kind' }).waitFor(COMPUTED)
    await page.goBack()
    await now.getByRole('button', { name: /as table$/ }).click()
    const week = now.getByRole('link').first()
    const asOf = new URL(String(await week.getAttribute('href')), page.url()).searchParams.get('asOf')
    await week.click()
    await page.getByText(/^As it would have been on/).waitFor(COMPUTED)
    expect(new URL(page.url()).pathname).toBe('/forecast')
    expect(new URL(page.url()).searchParams.get('asOf')).toBe(asOf)
    const then = await read<Board>(page, `/api/forecast/board?period=${board.projection.period.name}&asOf=${asOf}`)
    const strip = page.getByRole('list', { name: 'Forecast of the period' })
    await expect.poll(() => strip.textContent(), COMPUTED).toContain(moneyText(then.projection.p50))
  })

  test('closed, commit, best case and pipeline open the deals that they are the sum of, for all and in every row', async () => {
    const { page, go } = await browser.visit('executive')
    await go('/forecast')
    const board = await read<Board>(page, '/api/forecast/board')
    const { period, won } = board.projection
    const sums = async (figure: string, part: string) =>
      read<{ sum: typeof won; deals: { id: string }[] }>(
        page,
        `/api/forecast/counted?figure=${figure}&period=${period.name}${part}`,
      )
    await page
      .getByRole('list', { name: 'Forecast of the period' })
      .getByRole('link', { name: /^Closed/ })
      .click()
    const inspector = page.locator('aside.inspector')
    const together = inspector.locator('.counted > li').first()
    await together.getByText(moneyText(won), { exact: true }).waitFor(COMPUTED)
    const closed = await sums('closed', '')
    expect(closed.sum).toEqual(won)
    expect(await inspector.locator('.counted a').first().getAttribute('href')).toBe(`/deals/${closed.deals[0]?.id}`)
    for (const [name, figure] of [
      ['Commit', 'commit'],
      ['Best case', 'best_case'],
      ['Pipeline', 'pipeline'],
    ] as const) {
      await inspector.getByRole('button', { name, exact: true }).click()
      await together.getByText(moneyText((await sums(figure, '')).sum), { exact: true }).waitFor(COMPUTED)
      expect(new URL(page.url()).searchParams.get('pane')).toBe(figure)
    }
    await page.keyboard.press('Escape')
    await inspector.waitFor({ state: 'detached' })
    const behind = (figure: string) => page.getByRole('treegrid').getByRole('button', { name: `Deals behind ${figure} of` })
    for (const figure of ['closed', 'commit', 'best case']) expect(await behind(figure).count()).toBe(board.rollup.length)
    const person = board.rollup.find((one) => one.kind === 'person' && one.won.minor > 0)
    await row(page, person?.name ?? '')
      .getByRole('button', { name: /^Deals behind closed/ })
      .click()
    await together.getByText(moneyText(person?.won ?? won), { exact: true }).waitFor(COMPUTED)
    expect((await sums('closed', `&owner=${person?.key.slice('person:'.length)}`)).sum).toEqual(person?.won)
    await page.goBack()
    await inspector.waitFor({ state: 'detached' })
  })

  test('the period is chosen by keys alone: a month, a year or any days, kept in the address, and Back returns', async () => {
    const { page, go } = await browser.visit('admin')
    await go('/forecast')
    const { periods, projection, quotas } = await read<Board>(page, '/api/forecast/board')
    const button = page.locator('.page-header').getByRole('button', { expanded: false }).first()
    const period = () => new URL(page.url()).searchParams.get('period')
    const choose = async (name: RegExp) => {
      await button.focus()
      await page.keyboard.press('Enter')
      const line = page.getByRole('menuitem', { name })
      await line.waitFor()
      // The arrows walk the menu; which of its lines a test ends on is counted, not guessed.
      const at = await page.getByRole('menuitem').evaluateAll((all, wanted) => all.indexOf(wanted), await line.elementHandle())
      await page.keyboard.press('Home')
      for (let step = 0; step < at; step++) await page.keyboard.press('ArrowDown')
      await expect.poll(() => line.evaluate((one) => one === document.activeElement)).toBe(true)
      await page.keyboard.press('Enter')
    }
    const day = projection.asOf
    const month = periods.find((one) => one.kind === 'month' && one.start <= day && day <= one.end)
    const year = periods.find((one) => one.kind === 'year' && one.start <= day && day <= one.end)
    const [from = '', of = ''] = (month?.name ?? '').split('-')
    const monthName = new Date(Date.UTC(Number(from), Number(of) - 1)).toLocaleString('en-GB', {
      month: 'short',
      timeZone: 'UTC',
    })
    await choose(new RegExp(`^${monthName}\\w* ${from}`))
    await expect.poll(period).toBe(month?.name)
    // Quotas of the demo are those of quarters: the month says what its quarter has instead of nothing.
    const quota = quotas.find(({ counts }) => counts)
    const strip = page.getByRole('list', { name: 'Forecast of the period' })
    await strip.getByText(`${moneyText(quota?.amount ?? projection.won)} is set for`).waitFor(COMPUTED)
    expect(await strip.getByRole('link', { name: /^Quota/ }).getAttribute('href')).toBe('/settings/periods')
    await choose(new RegExp(`^${year?.label} 1 `))
    await expect.poll(period).toBe(year?.name)
    await expect.poll(() => button.textContent(), COMPUTED).toMatch(new RegExp(`^${year?.label}`))

    // Ten days are neither a month nor a quarter, whenever the test is run.
    const last = addDays(projection.period.start, 9)
    await choose(/^Other days/)
    const dialog = page.getByRole('dialog', { name: 'Forecast other days' })
    await dialog.waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true)
    await choose(/^Other days/)
    await dialog.getByRole('textbox', { name: 'First day' }).fill(projection.period.start)
    await dialog.getByRole('textbox', { name: 'Last day' }).fill(last)
    await page.keyboard.press('Enter')
    const days = `${projection.period.start} to ${last}`
    await expect.poll(period).toBe(days)
    await expect.poll(() => button.textContent(), COMPUTED).toContain('–')
    for (const before of [year?.name, month?.name, null]) {
      await page.goBack()
      await expect.poll(period).toBe(before)
    }
  })

  test('saves the rollup as a file', async () => {
    const { page, go } = await browser.visit('manager')
    await go('/forecast')
    const { rollup } = await read<Board>(page, '/api/forecast/board')
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export' }).click()])
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(rollup.length + 1)
    expect(download.suggestedFilename()).toMatch(/^forecast-\d{4}-Q\d-as-of-\d{4}-\d\d-\d\d\.csv$/)
  })

  test('shows a rep their own row and nobody else', async () => {
    const { page, go } = await browser.visit('rep')
    await go('/forecast')
    const { user } = await read<{ user: { name: string } }>(page, '/api/session')
    const rows = page.getByRole('treegrid').getByRole('row')
    expect(await rows.count()).toBe(2)
    expect(await rows.nth(1).textContent()).toContain(user.name)
  })

  test('prints without navigation and controls', async () => {
    const { page, go } = await browser.visit('executive')
    await go('/forecast')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false)
    expect(await page.getByRole('button', { name: 'Export' }).isVisible()).toBe(false)
    expect(await page.getByText(/^Computed/).isVisible()).toBe(true)
    expect(await page.getByRole('treegrid').isVisible()).toBe(true)
  })

  test.each(Object.keys(SCREENS) as Screen[])('can be used by everyone, %s', async (screen) => {
    const { page, go, expectAccessible, expectNoSideScroll } = await browser.visit('manager', screen)
    await go('/forecast')
    await page.locator('figure svg').first().waitFor()
    await expectAccessible()
    await expectNoSideScroll()
    await page.getByRole('button', { name: 'Path to period end as table' }).click()
    await page.getByRole('rowheader', { name: 'W1', exact: true }).waitFor()
    await expectAccessible()
  })

  test.each(Object.keys(SCREENS) as Screen[])('changes and trend can be used by everyone, %s', async (screen) => {
    const { page, go, expectAccessible, expectNoSideScroll } = await browser.visit('manager', screen)
    await go('/forecast/changes')
    await page.getByRole('region', { name: 'By kind' }).waitFor(COMPUTED)
    await page.locator('figure svg').first().waitFor()
    await expectAccessible()
    await expectNoSideScroll()
    await go('/forecast/trend')
    await page.locator('figure svg').first().waitFor(COMPUTED)
    await expectAccessible()
    await expectNoSideScroll()
  })
})
