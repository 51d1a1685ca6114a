import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { api } from '../../src/contract/api.ts'
import type { Client } from '../../src/contract/operation.ts'
import { moneyText } from '../../src/web/ui/money-text.ts'
import { COMPUTED, NO_BROWSER, SCREENS, useBrowser, type Screen } from './harness.ts'

type Forecasting = Client<typeof api>['forecasting']
type Board = Awaited<ReturnType<Forecasting['board']>>
type Deals = Awaited<ReturnType<Forecasting['deals']>>
type Preview = Awaited<ReturnType<Client<typeof api>['scenarios']['preview']>>

const TEST_MS = 240_000

describe.skipIf(NO_BROWSER)('scenarios', { timeout: TEST_MS }, () => {
  const browser = useBrowser()
  const read = async <T>(page: Page, path: string): Promise<T> => (await (await page.request.get(path, COMPUTED)).json()) as T
  const previewOf = async (page: Page, levers: object): Promise<Preview> =>
    (await (await page.request.post('/api/forecast/scenario', { data: { levers }, timeout: COMPUTED.timeout })).json()) as Preview

  test('a lever beside the forecast shows what the server says of it, and leaves the forecast as it was', async () => {
    const { page, go } = await browser.visit('executive')
    await go('/forecast')
    const before = await read<Board>(page, '/api/forecast/board')
    const panel = page.getByRole('region', { name: 'Scenario' })
    await panel.getByText('p50 in this scenario').waitFor(COMPUTED)
    const slider = panel.getByRole('slider', { name: 'Average slip' })
    await slider.focus()
    for (let day = 0; day < 3; day++) await page.keyboard.press('ArrowRight')
    await panel.getByText('+3 days').waitFor()
    await expect.poll(() => new URL(page.url()).searchParams.get('levers')).toBe('slip:3')
    const { scenario } = await previewOf(page, { slipDays: 3 })
    await expect.poll(() => panel.textContent(), COMPUTED).toContain(moneyText(scenario.p50))
    const after = await read<Board>(page, '/api/forecast/board')
    expect(after.projection).toEqual(before.projection)
    await panel.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.has('levers')).toBe(false)
  })

  test('a scenario is saved, opened by its link, compared, deleted, and brought back', async () => {
    const { page, go } = await browser.visit('executive')
    const mark = randomUUID().slice(0, 8)
    const [slow, slower] = [`Slow legal ${mark}`, `Slower legal ${mark}`]
    const names = [slow, slower]
    for (const [i, name] of names.entries()) {
      await go(`/forecast/scenarios?levers=slip:${4 * (i + 1)}`)
      await page.getByRole('region', { name: 'Base and scenario' }).waitFor(COMPUTED)
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByRole('textbox', { name: 'Name' }).fill(name)
      await page.getByRole('button', { name: 'Save scenario' }).click()
      await page.getByRole('link', { name, exact: true }).waitFor(COMPUTED)
      await page.getByText(new RegExp(`^${name} said .* when it was saved`)).waitFor(COMPUTED)
    }
    const saved = page.getByRole('region', { name: 'Saved scenarios' })
    for (const name of names) await saved.getByRole('checkbox', { name: `Compare ${name}` }).check()
    const compared = page.getByRole('region', { name: 'Compared' })
    await compared.getByRole('table').waitFor(COMPUTED)
    for (const name of names) expect(await compared.getByRole('row').filter({ hasText: name }).count()).toBe(1)
    await saved.getByRole('link', { name: slow, exact: true }).click()
    await page.getByRole('region', { name: slow }).getByText('+4 days').waitFor(COMPUTED)
    await saved.getByRole('button', { name: `Delete ${slow}` }).click()
    await page.getByText(`Scenario ${slow} deleted`).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await saved.getByRole('link', { name: slow, exact: true }).waitFor()
    for (const name of names) {
      await saved.getByRole('button', { name: `Delete ${name}` }).click()
      await saved.getByRole('link', { name, exact: true }).waitFor({ state: 'detached' })
    }
  })

  test('the tornado, the cases and the way to the quota name deals, and a way is used as a scenario', async () => {
    const { page, go } = await browser.visit('executive')
    await go('/forecast/scenarios')
    const path = page.getByRole('region', { name: 'Path to quota' })
    await path.getByRole('button', { name: 'Use as scenario' }).click(COMPUTED)
    await expect.poll(() => new URL(page.url()).searchParams.get('levers')).toMatch(/^deal:/)
    const tornado = page.getByRole('region', { name: 'What moves it most' })
    await tornado.getByRole('row', { name: /Sales cycle/ }).waitFor(COMPUTED)
    const deals = await read<Deals>(page, '/api/forecast/deals')
    const names = new Set(deals.map(({ name }) => name))
    for (const region of [tornado, page.getByRole('region', { name: 'Best case' })])
      expect(names.has((await region.getByRole('link').first().textContent()) ?? '')).toBe(true)
  })

  test.each(Object.keys(SCREENS) as Screen[])('can be used by everyone, %s', async (screen) => {
    const { page, go, expectAccessible, expectNoSideScroll } = await browser.visit('manager', screen)
    await go('/forecast/scenarios?levers=commit:-5,slip:4')
    await page.getByRole('region', { name: 'Base and scenario' }).waitFor(COMPUTED)
    await page.getByRole('region', { name: 'What moves it most' }).getByRole('table').waitFor(COMPUTED)
    await page.getByRole('region', { name: 'Best case' }).waitFor(COMPUTED)
    await expectAccessible()
    await expectNoSideScroll()
    const phone = screen.endsWith('phone')
    expect(await page.getByRole('slider').first().isVisible()).toBe(!phone)
    expect(await page.getByText('Scenarios are built on a wider screen').isVisible()).toBe(phone)
  })
})
