import { expect, test } from 'vitest'
import { alertLink, alertPath } from './alert-path.ts'

const deal = '11111111-1111-4111-8111-111111111111'
const account = '22222222-2222-4222-8222-222222222222'
const person = '33333333-3333-4333-8333-333333333333'

test.each([
  [deal, null, '', `/deals/${deal}/people`],
  [deal, null, person, `/deals/${deal}/people?person=${person}`],
  [deal, null, 'economic-buyer', `/deals/${deal}/people`],
  [null, account, `sponsor-left ${account} ${person}`, `/accounts/${account}/sponsors?executive=${person}`],
  [null, account, `no-backup-sponsor ${account}`, `/accounts/${account}/sponsors`],
  [null, null, 'f'.repeat(64), null],
])('an alert leads to the page where something can be done about it (%s, %s, %s)', (dealId, accountId, key, path) => {
  expect(alertPath({ dealId, accountId, key })).toBe(path)
})

test('a link outside the app is whole where the company said where it works, else the path', () => {
  expect(alertLink('/deals/x/people', 'https://deals.example/')).toBe('https://deals.example/deals/x/people')
  expect(alertLink('/deals/x/people', null)).toBe('/deals/x/people')
  expect(alertLink(null, 'https://deals.example')).toBeNull()
})
