import { writeSearch } from './search.ts'

/** Every address of the product, once. Search parameters that hold a view belong to the page's route. */
export const paths = {
  home: () => '/',
  signIn: (next?: string) => (next ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  pipeline: (search?: Search) => withSearch('/pipeline', search),
  deal: (id: string, tab?: 'people' | 'activity' | 'forecast' | 'history') =>
    `/deals/${encodeURIComponent(id)}${tab ? `/${tab}` : ''}`,
  forecast: (search?: Search, view?: ForecastView) => withSearch(`/forecast${view ? `/${view}` : ''}`, search),
  accuracy: (search?: Search) => withSearch('/forecast/accuracy', search),
  models: () => '/insights/models',
  accounts: (search?: Search) => withSearch('/accounts', search),
  account: (id: string, tab?: 'sponsors', search?: Search) =>
    withSearch(`/accounts/${encodeURIComponent(id)}${tab ? `/${tab}` : ''}`, search),
  sponsors: (search?: Search) => withSearch('/sponsors', search),
  alerts: (search?: Search) => withSearch('/alerts', search),
  data: (search?: Search) => withSearch('/data', search),
  settings: (section?: SettingsSection, search?: Search) => withSearch(`/settings${section ? `/${section}` : ''}`, search),
  kit: () => '/kit',
}

/** The pages of the forecast beside its rollup. */
export type ForecastView = 'changes' | 'trend' | 'scenarios'

/** The sections of the settings, in the order of their menu; the first is the default. */
export const SETTINGS_SECTIONS = [
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
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number]

/** Values that end up in the address; `undefined` leaves the parameter out, lists are joined with commas. */
export type Search = Readonly<Record<string, string | readonly string[] | undefined>>

function withSearch(path: string, search: Search = {}): string {
  return path + writeSearch(search)
}
