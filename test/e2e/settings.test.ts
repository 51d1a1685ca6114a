import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { NO_BROWSER, SCREENS, toast, useBrowser, type Screen, type Visit } from './harness.ts'

const SECTIONS = [
  'profile',
  'keys',
  'teams',
  'users',
  'periods',
  'stages',
  'currencies',
  'people',
  'model',
  'alerts',
  'audit',
] as const

/** What the server says now, asked as the person of the visit. */
async function ask<T>(visit: Visit, path: string): Promise<T> {
  const answer = await visit.page.context().request.get(`/api${path}`)
  return (await answer.json()) as T
}

/** A message that is pointed at stays until it is needed, however long the rest takes. */
async function hold(page: Page): Promise<void> {
  await page.locator('.toast').getByRole('button', { name: 'Undo' }).hover()
}

interface Stages {
  items: { stages: { name: string; forecastCategory: string | null }[] }[]
}
interface Company {
  threading: { activeWithinDays: number }
}

describe.skipIf(NO_BROWSER)('the settings', () => {
  const browser = useBrowser()

  test.each(Object.keys(SCREENS) as Screen[])(
    'every section is for everybody, %s',
    async (screen) => {
      const { page, go, expectAccessible, expectNoSideScroll } = await browser.visit('admin', screen)
      for (const section of SECTIONS) {
        await go(`/settings/${section}`)
        await page.locator('.skeleton').first().waitFor({ state: 'detached' })
        await expectAccessible()
        await expectNoSideScroll()
      }
    },
    180_000,
  )

  test("a stage's forecast category is changed in its cell, is saved at once, and comes back with Ctrl Z", async () => {
    const visit = await browser.visit('admin')
    const { page, go } = visit
    await go('/settings/stages')
    const category = async () =>
      (await ask<Stages>(visit, '/pipelines')).items[0]?.stages.find((stage) => stage.name === 'Proposal')?.forecastCategory
    const before = await category()
    const cell = page.getByRole('button', { name: 'Forecast category of Proposal' })
    await cell.dblclick()
    await page.getByRole('combobox', { name: 'Forecast category of Proposal' }).selectOption('omitted')
    await page.keyboard.press('Enter')
    await expect.poll(() => cell.innerText()).toContain('Left out')
    await expect.poll(category).toBe('omitted')
    await toast(page, /^Forecast of Proposal set to Left out/)
    await page.keyboard.press('Control+z')
    await expect.poll(category).toBe(before)
  })

  test('a number that cannot be is refused beside its field, and one that can shows elsewhere within seconds', async () => {
    const visit = await browser.visit('revops')
    const other = await browser.visit('admin')
    await visit.go('/settings/people')
    await other.go('/settings/people')
    const days = visit.page.getByLabel('Within the last, days')
    await days.fill('0')
    await days.press('Enter')
    expect(await visit.page.getByRole('alert').innerText()).toBe('Write a whole number from 1 to 365.')
    expect((await ask<Company>(visit, '/settings')).threading.activeWithinDays).toBe(30)
    await days.fill('45')
    await days.press('Enter')
    await hold(visit.page)
    await expect.poll(() => other.page.getByLabel('Within the last, days').inputValue(), { timeout: 5_000 }).toBe('45')
    await visit.page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await ask<Company>(visit, '/settings')).threading.activeWithinDays).toBe(30)
  })

  test('a quota is written into the grid, and the audit log says who, before and after', async () => {
    const visit = await browser.visit('revops')
    const { page, go } = visit
    await go('/settings/periods')
    const cell = page.getByRole('button', { name: /^Quota of (?!Ledgerwick|Americas|EMEA).* for \d{4} Q1: \$/ }).first()
    const label = (await cell.innerText()).replace(/:.*/s, '')
    const person = /^Quota of (.*) for/.exec(label)?.[1] ?? ''
    await cell.dblclick()
    await page.getByRole('textbox', { name: label }).fill('123k')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('button', { name: label }).innerText()).toContain('$123K')
    await hold(page)
    const other = await browser.visit('admin')
    await other.go('/settings/audit?noun=quota')
    await other.page.getByRole('button', { name: 'Quota set' }).first().click()
    const detail = other.page.getByRole('complementary', { name: 'Quota set' })
    await detail.waitFor()
    expect(await detail.getByRole('row', { name: /^Amount/ }).innerText()).toContain('$123,000')
    expect(await other.page.locator('tr.row-current').innerText()).toContain(person)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => page.getByRole('button', { name: label }).innerText()).not.toContain('$123K')
  })

  test('an API key is shown once, acts as its person, and stops at once when it is revoked', async () => {
    const { page, go } = await browser.visit('rep')
    await go('/settings/keys')
    await page.getByRole('button', { name: 'New key' }).click()
    await page.getByLabel('Name, required').fill('Nightly export')
    await page.getByRole('button', { name: 'Make the key' }).click()
    const key = await page.getByRole('figure', { name: 'Key Nightly export' }).locator('pre').innerText()
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('columnheader', { name: 'Begins with' }).waitFor()
    expect(await page.content()).not.toContain(key)
    const base = process.env['QUARTERDECK_E2E_URL'] ?? ''
    const listed = () => fetch(`${base}/api/opportunities`, { headers: { 'x-api-key': key } }).then((answer) => answer.status)
    expect(await listed()).toBe(200)
    await page.getByRole('button', { name: 'Revoke Nightly export' }).click()
    await page.getByRole('button', { name: 'Revoke the key' }).click()
    await page.getByText('You have no API keys').waitFor()
    expect(await listed()).toBe(401)
  })

  test('a person joins a team from a day on, the day before knows nothing of it, and undo takes it back', async () => {
    const { page, go } = await browser.visit('admin')
    await go('/settings/teams')
    const people = page.getByRole('list', { name: 'People of EMEA Commercial' })
    await page.getByRole('button', { name: 'Actions for EMEA Commercial', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Add a person' }).click()
    await page.getByLabel('Person, required').fill('Yannick')
    await page.getByRole('option', { name: /Yannick Farkas/ }).click()
    await page.getByRole('button', { name: 'Add to the team' }).click()
    await expect.poll(() => people.innerText()).toContain('Yannick Farkas')
    await hold(page)
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    const past = await browser.visit('admin')
    await past.go(`/settings/teams?on=${yesterday}`)
    expect(await past.page.getByRole('list', { name: 'People of EMEA Commercial' }).innerText()).not.toContain('Yannick')
    expect(await past.page.getByRole('button', { name: 'Actions for EMEA Commercial', exact: true }).count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => people.innerText()).not.toContain('Yannick Farkas')
  })

  test('a rep reads the settings, is offered nothing that would be refused, and is told what is not for them', async () => {
    const { page, go } = await browser.visit('rep')
    await go('/settings/stages')
    await page.getByRole('grid').first().waitFor()
    expect(await page.locator('[data-edit-cell]').count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0)
    await go('/settings/users')
    await page.getByRole('grid').first().waitFor()
    expect(await page.getByRole('button', { name: /^(Add a person|Actions for)/ }).count()).toBe(0)
    await go('/settings/audit')
    await page.getByText('Not visible to you').waitFor()
  })

  test('density is chosen in the profile and follows the person to another browser', async () => {
    const { page, go } = await browser.visit('customer-success')
    await go('/settings')
    await page.getByRole('button', { name: 'Compact' }).click()
    await expect.poll(() => page.evaluate('document.documentElement.dataset.density')).toBe('compact')
    const again = await browser.visit('customer-success')
    await expect
      .poll(async () => (await ask<{ user: { preferences: { density: string } } }>(again, '/session')).user.preferences.density)
      .toBe('compact')
    await page.getByRole('button', { name: 'Default' }).click()
  })
})
