import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { PageFailure } from './page-failure.tsx'
import { landingOf } from './landing.ts'
import { paths, SETTINGS_SECTIONS } from './paths.ts'
import { CATEGORY_VALUES, LEVEL_VALUES, SEGMENT_VALUES, STAGE_VALUES } from './route-values.ts'
import { date, id, ids, oneOf, oneOrNone, searchOf, someOf, sortOf, text } from './search.ts'
import { sessionQuery } from './session.ts'

const root = createRootRouteWithContext<{ queries: QueryClient }>()({ component: Outlet, errorComponent: PageFailure })

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: searchOf({ next: ownPath }),
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
})

/** Not there before anybody has signed in. */
const Shell = lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell')

/** Every page behind the sign-in, inside the shell. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  errorComponent: PageFailure,
  notFoundComponent: lazyRouteComponent(() => import('./not-found-page.tsx'), 'NotFoundPage'),
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    // `href`, not `to`: what was asked for may hold anything that an address may hold.
    if (!session.user) throw redirect({ href: paths.signIn(location.href === '/' ? undefined : location.href) })
  },
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  beforeLoad: async ({ context }) => {
    const { user } = await context.queries.ensureQueryData(sessionQuery)
    throw redirect({ href: landingOf(user?.role), replace: true })
  },
})

/** What the address of the pipeline may say; views that people saved are read with it too. */
export const pipelineSearch = searchOf({
  view: oneOf(['table', 'board']),
  saved: id,
  q: text(),
  team: id,
  owner: ids,
  account: id,
  close: oneOf(['any', 'this-quarter', 'next-quarter', 'past', '14-days']),
  stage: someOf(STAGE_VALUES),
  fc: someOf(CATEGORY_VALUES),
  segment: someOf(SEGMENT_VALUES),
  warn: oneOf(['none', 'past-close', 'no-next-step', 'no-amount', 'no-activity', 'pushed']),
  metric: text(20),
  group: oneOf(['forecast', 'stage', 'owner', 'none']),
  sort: sortOf(['name', 'account', 'owner', 'stage', 'amount', 'close', 'forecast', 'created', 'activity', 'age', 'win', 'due']),
  cols: text(200),
  since: date,
  peek: id,
  new: oneOf(['no', 'deal']),
})

export const pipelineRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/pipeline',
  validateSearch: pipelineSearch,
  component: lazyRouteComponent(() => import('../pipeline/pipeline-page.tsx'), 'PipelinePage'),
})

/** `/deals/:id` and its tabs; the first has no name in the address. */
export const dealRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/deals/$dealId/{-$tab}',
  validateSearch: searchOf({
    why: id,
    person: id,
    type: text(20),
    asOf: date,
    view: oneOf(['any', 'map', 'list', 'criteria', 'pack']),
    show: oneOf(['everyone', 'active', 'dormant', 'low', 'roles']),
    sort: sortOf(['name', 'influence', 'engagement', 'touch', 'thread']),
  }),
  component: lazyRouteComponent(() => import('../deals/deal-page.tsx'), 'DealPage'),
})

const forecastSearch = searchOf({
  period: text(30),
  node: id,
  group: oneOf(['team', 'rep', 'segment', 'territory', 'product', 'kind']),
  asOf: date,
  since: date,
  open: ids,
  // A part of the whole is named by the company: 'territory-is United States'.
  cell: text(300),
  pane: oneOf(['deals', 'closed', 'commit', 'best_case', 'pipeline', 'changes', 'why']),
  kind: text(20),
  levers: text(4000),
  scenario: id,
  compare: ids,
})

export const forecastRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/forecast',
  validateSearch: forecastSearch,
  component: lazyRouteComponent(() => import('../forecast/forecast-page.tsx'), 'ForecastPage'),
})

const forecastChanges = createRoute({
  getParentRoute: () => signedIn,
  path: '/forecast/changes',
  validateSearch: forecastSearch,
  component: lazyRouteComponent(() => import('../forecast/changes/changes-page.tsx'), 'ChangesPage'),
})

const forecastTrend = createRoute({
  getParentRoute: () => signedIn,
  path: '/forecast/trend',
  validateSearch: forecastSearch,
  component: lazyRouteComponent(() => import('../forecast/trend/trend-page.tsx'), 'TrendPage'),
})

const forecastScenarios = createRoute({
  getParentRoute: () => signedIn,
  path: '/forecast/scenarios',
  validateSearch: forecastSearch,
  component: lazyRouteComponent(() => import('../scenarios/scenarios-page.tsx'), 'ScenariosPage'),
})

export const accuracyRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/forecast/accuracy',
  validateSearch: searchOf({
    by: oneOf(['quarter', 'month']),
    question: oneOf(['ever', 'in-period']),
    trait: oneOf(['team', 'segment', 'owner']),
    at: text(20),
    why: oneOrNone(['miss', 'tenth', 'bias', 'coverage', 'chances', 'dates']),
  }),
  component: lazyRouteComponent(() => import('../accuracy/accuracy-page.tsx'), 'AccuracyPage'),
})

const models = createRoute({
  getParentRoute: () => signedIn,
  path: '/insights/models',
  component: lazyRouteComponent(() => import('../insights/models-page.tsx'), 'ModelsPage'),
})

export const accountsRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts',
  validateSearch: searchOf({
    q: text(),
    segment: someOf(SEGMENT_VALUES),
    sort: sortOf(['name', 'open', 'won', 'activity']),
    person: id,
    new: oneOf(['no', 'account']),
  }),
  component: lazyRouteComponent(() => import('../accounts/accounts-page.tsx'), 'AccountsPage'),
})

/** `/accounts/:id` and its tabs; the first has no name in the address. */
export const accountRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/accounts/$accountId/{-$tab}',
  validateSearch: searchOf({ person: id, new: oneOf(['no', 'person']), executive: id, asOf: date }),
  component: lazyRouteComponent(() => import('../accounts/account-page.tsx'), 'AccountPage'),
})

export const sponsorsRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/sponsors',
  validateSearch: searchOf({
    tier: someOf(SEGMENT_VALUES),
    level: someOf(LEVEL_VALUES),
    due: oneOf(['any', 'due', 'overdue']),
    q: text(),
    alert: oneOf(['any', 'no-executive-contact', 'no-backup-sponsor', 'sponsor-left', 'organisational-change']),
    sort: sortOf(['name', 'score', 'contact', 'due', 'backups', 'renewal']),
  }),
  component: lazyRouteComponent(() => import('../sponsors/sponsors-page.tsx'), 'SponsorsPage'),
})

export const alertsRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/alerts',
  validateSearch: searchOf({ list: oneOf(['open', 'snoozed', 'held', 'history']), whose: oneOf(['mine', 'all']) }),
  component: lazyRouteComponent(() => import('../alerts/alerts-page.tsx'), 'AlertsPage'),
})

export const dataRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/data',
  validateSearch: searchOf({
    tab: oneOf(['report', 'people', 'imports']),
    type: text(40),
    import: id,
    step: oneOf(['files', 'mapping', 'check']),
    file: text(4),
  }),
  component: lazyRouteComponent(() => import('../data-quality/data-quality-page.tsx'), 'DataQualityPage'),
})

export const settingsRoute = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings/{-$section}',
  params: {
    parse: ({ section }) => ({ section: SETTINGS_SECTIONS.find((one) => one === section) }),
    stringify: ({ section }) => ({ section }),
  },
  validateSearch: searchOf({
    q: text(),
    on: date,
    noun: text(40),
    who: id,
    source: text(60),
    from: date,
    to: date,
    event: id,
  }),
  component: lazyRouteComponent(() => import('../settings/settings-page.tsx'), 'SettingsPage'),
})

/** Every part of the kit with sample values. In development, and in builds made with VITE_KIT=1; it needs no server. */
const kitShell = createRoute({ getParentRoute: () => root, id: 'kit', component: Shell, errorComponent: PageFailure })
const kit = createRoute({
  getParentRoute: () => kitShell,
  path: '/kit',
  validateSearch: searchOf({ peek: id, sort: text(20) }),
  component: lazyRouteComponent(() => import('../kit/kit-page.tsx'), 'KitPage'),
})
const withKit = import.meta.env.DEV || import.meta.env['VITE_KIT'] === '1'

const pages = signedIn.addChildren([
  home,
  pipelineRoute,
  dealRoute,
  forecastRoute,
  forecastChanges,
  forecastTrend,
  forecastScenarios,
  accuracyRoute,
  models,
  accountsRoute,
  accountRoute,
  sponsorsRoute,
  alertsRoute,
  dataRoute,
  settingsRoute,
])
export const routeTree = root.addChildren(withKit ? [signIn, pages, kitShell.addChildren([kit])] : [signIn, pages])

/** An address of this product to go to after signing in; never another host. */
function ownPath(given: string | undefined): string | undefined {
  return given && /^\/(?![/\\])/.test(given) && given.length < 2000 ? given : undefined
}
