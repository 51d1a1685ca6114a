import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { api } from '../../src/contract/api.ts'
import type { Client } from '../../src/contract/operation.ts'
import { NO_BROWSER, SCREENS, toast, useBrowser, type Screen } from './harness.ts'

type Sponsors = Client<typeof api>['sponsors']
type Row = Awaited<ReturnType<Sponsors['list']>>['items'][number]
type Report = Awaited<ReturnType<Sponsors['report']>>

/** A change is written, told and read again before it shows. */
const SLOWLY = { timeout: 15_000 }

describe.skipIf(NO_BROWSER)('executive sponsors', () => {
  const browser = useBrowser()
  const read = async <T>(page: Page, path: string): Promise<T> => (await (await page.request.get(path)).json()) as T
  const rowsOf = async (page: Page, search = '') => (await read<{ items: Row[] }>(page, `/api/sponsors?limit=500${search}`)).items
  const reportOf = (page: Page, id: string) => read<Report>(page, `/api/accounts/${id}/sponsors`)
  /** An account with a sponsor of whom a score is known and who may be contacted. */
  const sponsored = async (page: Page) => {
    for (const row of (await rowsOf(page)).filter(({ score, backups }) => score !== null && backups > 0)) {
      const report = await reportOf(page, row.account.id)
      const line = report.sponsors.find(({ standing }) => standing === 'primary')
      if (
        line &&
        !line.doNotContact &&
        line.score.value !== null &&
        line.score.factors.some(({ evidence }) => evidence.length > 0)
      )
        return { id: row.account.id, line, report }
    }
    throw new Error('No account of the demo in sight has a sponsor with a score.')
  }

  test('of all accounts are narrowed and sorted by the server, as the address says, and opened with Enter', async () => {
    const { page, go } = await browser.visit('revops')
    await go('/sponsors')
    const table = page.getByRole('grid', { name: 'Accounts by need' })
    const names = () => table.locator('tr[data-row] td:first-child').allTextContents()
    const [first] = await rowsOf(page)
    await expect.poll(async () => (await names())[0], SLOWLY).toBe(first?.account.name)
    await page.getByRole('combobox', { name: 'Tier', exact: true }).selectOption({ label: 'Enterprise' })
    await page.getByRole('combobox', { name: 'Alert', exact: true }).selectOption({ label: 'No backup' })
    await page.getByRole('button', { name: 'Account', exact: true }).click()
    const wanted = (await rowsOf(page, '&tier=enterprise&cause=no-backup-sponsor&sort=name')).map(({ account }) => account.name)
    expect(wanted.length).toBeGreaterThan(0)
    await expect.poll(names, SLOWLY).toEqual(wanted)
    expect(new URL(page.url()).search).toBe('?tier=enterprise&alert=no-backup-sponsor&sort=name')
    await table.locator('tr[data-row]').first().focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: wanted[0] ?? '' }).waitFor()
    await page.getByRole('grid', { name: /^Executives of/ }).waitFor()
  })

  test('are scored in four parts of 25 that say what they rest on', async () => {
    const { page, go } = await browser.visit('revops')
    const { id, line } = await sponsored(page)
    await go(`/accounts/${id}/sponsors`)
    const primary = page.getByRole('region', { name: /^Primary sponsor/ })
    expect(line.score.factors.map(({ weight }) => weight)).toEqual([25, 25, 25, 25])
    for (const { name, input } of line.score.factors) {
      await primary.getByText(name, { exact: true }).waitFor()
      await primary.getByText(input, { exact: true }).waitFor()
    }
    const part = line.score.factors.find(({ evidence }) => evidence.length > 0)
    await primary
      .locator('summary')
      .filter({ hasText: part?.input ?? '' })
      .click()
    await primary
      .getByText(/^\d+ \w+( \d{4})?, (Meeting|Call|Mail)/)
      .first()
      .waitFor()
  })

  test('get another level with a reason, which is taken back; and another of ours beside them', async () => {
    const { page, go } = await browser.visit('revops')
    const { id, line } = await sponsored(page)
    await go(`/accounts/${id}/sponsors?executive=${line.contactId}`)
    const inspector = page.getByRole('complementary', { name: line.name })
    await inspector.getByRole('button', { name: 'Set level' }).click()
    const dialog = page.getByRole('dialog')
    const other = line.level.level === 'passive' ? 'disengaged' : 'passive'
    await dialog.getByLabel('Level').selectOption(other)
    expect(await dialog.getByRole('button', { name: 'Set level' }).getAttribute('title')).toBe('Say why, in a few words')
    await dialog.getByLabel('Reason, required').fill('Told us so at the fair')
    await page.keyboard.press('Enter')
    await inspector.getByText(/set it: Told us so at the fair/).waitFor()
    const lineNow = async () => (await reportOf(page, id)).sponsors.find(({ contactId }) => contactId === line.contactId)
    expect((await lineNow())?.level).toMatchObject({ level: other, overridden: { derived: line.level.level } })
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await lineNow())?.level.overridden, SLOWLY).toBe(null)

    await inspector.getByLabel('Our sponsor beside them').selectOption({ index: 2 })
    await page.getByText(` is beside ${line.name}`).waitFor()
    const paired = (await lineNow())?.ours
    expect(paired?.id).toBe((await lineNow())?.entered.oursId)
    await page
      .getByRole('region', { name: /^Primary sponsor/ })
      .getByText(paired?.name ?? '')
      .waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await lineNow())?.entered.oursId, SLOWLY).toBe(line.entered.oursId)
  })

  test('are not written to about everyday work, nor before the account team agrees', async () => {
    const { page, go } = await browser.visit('revops')
    const { id, line, report } = await sponsored(page)
    await go(`/accounts/${id}/sponsors?executive=${line.contactId}`)
    await page.getByRole('button', { name: 'Propose outreach' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('About, required').fill('Invoice 4711 is overdue')
    await dialog.getByRole('button', { name: 'Propose', exact: true }).click()
    await dialog.getByRole('alert').getByText('operational matter').waitFor()
    await dialog.getByLabel('About, required').fill('Where the partnership goes next year')
    await dialog.getByRole('button', { name: 'Propose', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(`waits for ${report.account.owner?.name}`).waitFor()
    await page.getByRole('button', { name: `Close ${line.name}` }).click()
    const panel = page.getByRole('region', { name: 'Outreach' })
    await panel.getByText('Waits for the account team').waitFor()
    await panel.getByRole('button', { name: 'Agree' }).click()
    await panel.getByRole('alert').getByText('Only the owner of the account can agree').waitFor()
    await panel.getByRole('button', { name: 'Withdraw' }).click()
    await panel.getByText('Withdrawn').first().waitFor()
    const { items } = await read<{ items: { state: string; topic: string }[] }>(page, `/api/accounts/${id}/outreach`)
    expect(items[0]).toMatchObject({ state: 'withdrawn', topic: 'Where the partnership goes next year' })
    expect(items.some(({ topic }) => topic.startsWith('Invoice'))).toBe(false)
  })

  test('have goals beside our initiatives, changed where they stand and taken back', async () => {
    const { page, go } = await browser.visit('revops')
    const { id } = await sponsored(page)
    await go(`/accounts/${id}/sponsors`)
    const before = (await reportOf(page, id)).context
    await page.getByRole('button', { name: 'Add goal or initiative' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Their priority').selectOption({ label: 'Another one' })
    await dialog.getByLabel('Their goal, in their words, required').fill('Close the books in a day')
    await dialog.getByLabel('Our initiative, optional').fill('Ledger rollout')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    const table = page.getByRole('region', { name: 'Initiatives and priorities' })
    await table.getByText('Ledger rollout', { exact: true }).waitFor()
    await table.getByRole('button', { name: /^Alignment of Ledger rollout/ }).press('Enter')
    await table.getByRole('combobox').selectOption({ label: 'High' })
    await page.keyboard.press('Enter')
    const initiatives = async () => (await reportOf(page, id)).context.initiatives
    await expect
      .poll(async () => (await initiatives()).at(-1), SLOWLY)
      .toMatchObject({ initiative: 'Ledger rollout', alignment: 'high' })
    await toast(page, /^Ledger rollout: alignment high/)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await initiatives()).at(-1), SLOWLY).toMatchObject({ alignment: 'medium' })
    await page.keyboard.press('Control+z')
    await expect.poll(initiatives, SLOWLY).toEqual(before.initiatives)
    expect((await reportOf(page, id)).context.goals).toEqual(before.goals)
  })

  test('are read in a calendar program at an address that can be closed again', async () => {
    const { page, go } = await browser.visit('revops')
    const { id } = await sponsored(page)
    await go(`/accounts/${id}/sponsors`)
    await page.getByRole('button', { name: 'Subscribe' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Make an address' }).click()
    const address = await dialog.getByRole('figure', { name: 'Calendar address' }).locator('pre').textContent()
    const calendar = async () => (await page.request.get(new URL(address ?? '').pathname)).status()
    expect(await calendar()).toBe(200)
    await dialog
      .getByRole('button', { name: /^Revoke/ })
      .last()
      .click()
    await expect.poll(calendar, SLOWLY).toBe(404)
  })

  test('are shown as they were known on a day, without anything to change', async () => {
    const { page, go } = await browser.visit('revops')
    const { id } = await sponsored(page)
    const then = await read<Report>(page, `/api/accounts/${id}/sponsors?asOf=2026-06-01`)
    await go(`/accounts/${id}/sponsors?asOf=2026-06-01`)
    await page.getByText('As it was known before 1 Jun began').waitFor()
    const shown = page.getByRole('grid', { name: /^Executives of/ }).locator('tr[data-row]')
    expect(await shown.count()).toBe(then.sponsors.length)
    expect(await page.getByRole('button', { name: 'Add goal or initiative' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Report' }).click()
    const saved = page.waitForEvent('download')
    await page.getByRole('menuitem', { name: 'Download as Markdown' }).click()
    expect((await saved).suggestedFilename()).toMatch(/-sponsors-2026-06-01\.md$/)
    await page.getByRole('button', { name: 'Back to today' }).click()
    await page.getByRole('button', { name: 'Add goal or initiative' }).waitFor()
  })

  test.each(Object.keys(SCREENS) as Screen[])('can be used by everyone, %s', async (screen) => {
    const { page, go, expectAccessible, expectNoSideScroll } = await browser.visit('revops', screen)
    await go('/sponsors')
    await page.getByText('Accounts with an engaged executive').first().waitFor()
    await expectAccessible()
    await expectNoSideScroll()
    const { id, line } = await sponsored(page)
    await go(`/accounts/${id}/sponsors`)
    await page.getByRole('region', { name: /^Primary sponsor/ }).waitFor()
    await expectAccessible()
    await expectNoSideScroll()
    await go(`/accounts/${id}/sponsors?executive=${line.contactId}`)
    await page.getByRole('complementary', { name: line.name }).waitFor()
    await expectAccessible()
  })
})
