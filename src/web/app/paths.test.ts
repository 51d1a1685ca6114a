import { expect, test } from 'vitest'
import { paths } from './paths.ts'

test('every address of the product', () => {
  expect([
    paths.home(),
    paths.signIn(),
    paths.signIn('/deals/d1?why=r2'),
    paths.pipeline(),
    paths.pipeline({ view: 'board', stage: ['proposal', 'negotiation'], q: undefined }),
    paths.deal('d1'),
    paths.deal('d1', 'people'),
    paths.forecast({ period: '2026-Q4' }),
    paths.accounts(),
    paths.account('a1'),
    paths.account('a1', 'sponsors', { asOf: '2026-06-01' }),
    paths.sponsors({ alert: 'no-backup-sponsor' }),
    paths.data({ tab: 'quality' }),
    paths.settings(),
    paths.settings('keys'),
    paths.kit(),
  ]).toMatchInlineSnapshot(`
    [
      "/",
      "/sign-in",
      "/sign-in?next=%2Fdeals%2Fd1%3Fwhy%3Dr2",
      "/pipeline",
      "/pipeline?view=board&stage=proposal,negotiation",
      "/deals/d1",
      "/deals/d1/people",
      "/forecast?period=2026-Q4",
      "/accounts",
      "/accounts/a1",
      "/accounts/a1/sponsors?asOf=2026-06-01",
      "/sponsors?alert=no-backup-sponsor",
      "/data?tab=quality",
      "/settings",
      "/settings/keys",
      "/kit",
    ]
  `)
})
