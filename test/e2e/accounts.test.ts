import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { api } from '../../src/contract/api.ts'
import type { Client } from '../../src/contract/operation.ts'
import { NO_BROWSER, SCREENS, useBrowser, type Screen } from './harness.ts'

type Accounts = Awaited<ReturnType<Client<typeof api>['accounts']['list']>>
type Account = Accounts['items'][number]

describe.skipIf(NO_BROWSER)('accounts', () => {
  const browser = useBrowser()
  const read = async <T>(page: Page, path: string): Promise<T> => (await (await page.request.get(path)).json()) as T
  const largest = async (page: Page): Promise<Account> => {
    const { items } = await read<Accounts>(page, '/api/accounts?sort=open&order=desc&limit=1')
    if (!items[0]) throw new Error('The demo has no accounts in sight.')
    return items[0]
  }

  test('are found by part of their name, sorted by what is open, and opened with Enter', async () => {
    const { page, go } = await browser.visit('rep')
    await go('/accounts')
    const account = await largest(page)
    await page.getByRole('button', { name: 'Open deals' }).click()
    const first = page.getByRole('grid', { name: 'Accounts' }).locator('tr[data-row]').first()
    await expect.poll(() => first.textContent()).toContain(account.name)
    expect(new URL(page.url()).searchParams.get('sort')).toBe('-open')
    await page.getByRole('searchbox', { name: 'Find accounts by name' }).fill(account.name.slice(0, 6))
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(account.name.slice(0, 6).trim())
    await expect.poll(() => page.getByRole('grid', { name: 'Accounts' }).locator('tr[data-row]').count()).toBeLessThan(10)
    await first.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: account.name }).waitFor()
  })

  test('say that none fits, and let the filters go', async () => {
    const { page, go } = await browser.visit('rep')
    await go('/accounts?q=no-such-company')
    await page.getByText('No account fits these filters').waitFor()
    await page.getByRole('button', { name: 'Remove all filters' }).click()
    await page.getByRole('grid', { name: 'Accounts' }).waitFor()
    expect(new URL(page.url()).search).toBe('')
  })

  test('are created, changed where they stand, and the change is taken back', async () => {
    const { page, go } = await browser.visit('rep')
    await go('/accounts?new=account')
    const dialog = page.getByRole('dialog', { name: 'New account' })
    await dialog.getByLabel('Name').fill('Harbour Lane Foods')
    await dialog.getByLabel('City').fill('Lisbon')
    await dialog.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('heading', { level: 1, name: 'Harbour Lane Foods' }).waitFor()
    const id = new URL(page.url()).pathname.split('/').at(-1)
    const stored = () => read<Account>(page, `/api/accounts/${id}`)
    expect(await stored()).toMatchObject({ name: 'Harbour Lane Foods', city: 'Lisbon' })
    await page.getByRole('button', { name: /^Industry of/ }).press('Enter')
    await page.getByRole('textbox', { name: /^Industry of/ }).fill('Food')
    await page.keyboard.press('Enter')
    await page.getByText('Harbour Lane Foods industry changed').waitFor()
    expect((await stored()).industry).toBe('Food')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await stored()).industry).toBe(null)
    await page.getByRole('button', { name: /^Employees of/ }).press('Enter')
    await page.getByRole('textbox', { name: /^Employees of/ }).fill('many')
    await page.keyboard.press('Enter')
    await page.getByText('Write a whole number such as 1,200').waitFor()
    expect((await stored()).employeeCount).toBe(null)

    await page.getByRole('button', { name: 'Add person' }).click()
    const add = page.getByRole('dialog', { name: /^Add a person/ })
    await add.getByLabel('Name').fill('Rita Salgado')
    await add.getByLabel('Title').fill('Head of Treasury')
    await add.getByRole('button', { name: 'Add person' }).click()
    const person = page.getByRole('complementary', { name: 'Rita Salgado' })
    await person.getByRole('switch', { name: /Do not contact/ }).click()
    await page
      .getByRole('grid', { name: /^People at/ })
      .getByText('Do not contact')
      .waitFor()
    await person.getByLabel('Prefers').selectOption({ label: 'Phone' })
    await expect
      .poll(async () => (await read<{ items: object[] }>(page, `/api/contacts?account=${id}`)).items)
      .toMatchObject([{ doNotContact: true, preferredChannel: 'phone' }])
  })

  test('show what somebody else changed without being asked', async () => {
    const { page, go } = await browser.visit('revops')
    const other = await browser.visit('admin')
    await go('/accounts')
    const account = await largest(page)
    await go(`/accounts/${account.id}`)
    const city = page.getByRole('button', { name: /^City of/ })
    await city.waitFor()
    const origin = new URL(page.url()).origin
    const answer = await other.page.request.patch(`/api/accounts/${account.id}`, {
      data: { city: 'Valparaíso' },
      headers: { origin, 'idempotency-key': crypto.randomUUID() },
    })
    expect(answer.ok()).toBe(true)
    await expect.poll(() => city.textContent(), { timeout: 3_000 }).toContain('Valparaíso')
  })

  test.each(Object.keys(SCREENS) as Screen[])('can be used by everyone, %s', async (screen) => {
    const { page, go, expectAccessible, expectNoSideScroll } = await browser.visit('revops', screen)
    await go('/accounts?sort=-open')
    await page.getByText(/\$/).first().waitFor()
    await expectAccessible()
    await expectNoSideScroll()
    const account = await largest(page)
    await go(`/accounts/${account.id}`)
    await page.getByRole('heading', { name: 'Activity' }).waitFor()
    await page.getByRole('list', { name: /^Activity at/ }).waitFor()
    await expectAccessible()
    await expectNoSideScroll()
    const people = await read<{ items: { id: string }[] }>(page, `/api/contacts?account=${account.id}`)
    await go(`/accounts/${account.id}?person=${people.items[0]?.id}`)
    await page.getByRole('complementary').getByText('Contacting').waitFor()
    await expectAccessible()
  })
})
