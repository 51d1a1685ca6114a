import type { Settings } from '../../domain/settings/settings.ts'
import type { SettingsPatch } from './settings-patch.ts'

/** One number of the settings: what it is called, between what it may lie, where it stands. Shares are written in percent. */
export interface NumberSetting {
  readonly label: string
  readonly hint?: string
  readonly unit: string
  readonly kind?: 'whole' | 'decimal'
  readonly range: (now: Settings) => readonly [number, number]
  readonly read: (from: Settings) => number
  readonly patch: (value: number, now: Settings) => SettingsPatch
}

interface NumberGroup {
  readonly title: string
  readonly hint?: string
  readonly numbers: readonly NumberSetting[]
}

const share = (value: number) => Math.round(value * 100)
const of =
  (min: number, max: number): NumberSetting['range'] =>
  () => [min, max]

type Threading = Settings['threading']
const threadTarget = (key: keyof Threading['targets']): Pick<NumberSetting, 'read' | 'patch'> => ({
  read: ({ threading }) => threading.targets[key],
  patch: (value, { threading }) => ({ threading: { targets: { ...threading.targets, [key]: value } } }),
})
const riskFrom = (key: keyof Threading['riskFrom']): Pick<NumberSetting, 'read' | 'patch'> => ({
  read: ({ threading }) => threading.riskFrom[key],
  patch: (value, { threading }) => ({ threading: { riskFrom: { ...threading.riskFrom, [key]: value } } }),
})
const segment = (
  name: keyof Threading['segments'],
  key: 'minThreads' | 'optimalThreads',
): Pick<NumberSetting, 'read' | 'patch' | 'range'> => ({
  read: ({ threading }) => threading.segments[name][key],
  patch: (value, { threading: { segments } }) => ({
    threading: { segments: { ...segments, [name]: { ...segments[name], [key]: value } } },
  }),
  range: ({ threading: { segments } }) =>
    key === 'minThreads' ? [1, segments[name].optimalThreads] : [segments[name].minThreads, 50],
})

type Sponsors = Settings['sponsors']
const cadence = (tier: keyof Sponsors['cadenceDays']): Pick<NumberSetting, 'read' | 'patch' | 'range'> => ({
  read: ({ sponsors }) => sponsors.cadenceDays[tier],
  patch: (value, { sponsors }) => ({ sponsors: { cadenceDays: { ...sponsors.cadenceDays, [tier]: value } } }),
  range: of(7, 730),
})
const sponsorTarget = (key: keyof Sponsors['targets'], scale = 1): Pick<NumberSetting, 'read' | 'patch'> => ({
  read: ({ sponsors }) => Math.round(sponsors.targets[key] * scale * 100) / 100,
  patch: (value, { sponsors }) => ({ sponsors: { targets: { ...sponsors.targets, [key]: value / scale } } }),
})

export const RISK_NUMBERS: NumberGroup = {
  title: 'Risk of too few threads',
  hint: 'fewer active threads than make the risk high are critical',
  numbers: [
    {
      label: 'High from',
      unit: 'active threads',
      range: ({ threading }) => [1, threading.riskFrom.medium],
      ...riskFrom('high'),
    },
    {
      label: 'Medium from',
      unit: 'active threads',
      range: ({ threading: { riskFrom: from } }) => [from.high, from.low],
      ...riskFrom('medium'),
    },
    {
      label: 'Low from',
      unit: 'active threads',
      range: ({ threading }) => [threading.riskFrom.medium, 50],
      ...riskFrom('low'),
    },
    {
      label: 'Close date is near within',
      hint: 'A deal with one thread is flagged from then on',
      unit: 'days',
      range: of(1, 365),
      read: ({ threading }) => threading.closingWithinDays,
      patch: (closingWithinDays) => ({ threading: { closingWithinDays } }),
    },
    {
      label: 'A role is dormant up to',
      hint: 'Engagement of whoever fills it',
      unit: 'points',
      range: of(0, 100),
      read: ({ threading }) => threading.dormantEngagement,
      patch: (dormantEngagement) => ({ threading: { dormantEngagement } }),
    },
  ],
}

export const TARGET_NUMBERS: NumberGroup = {
  title: 'What a deal is held against',
  numbers: [
    { label: 'Active threads', hint: 'At least', unit: 'threads', range: of(0, 50), ...threadTarget('activeThreads') },
    { label: 'People known', hint: 'At least', unit: 'people', range: of(0, 100), ...threadTarget('contacts') },
    { label: 'Dormant people', hint: 'Fewer than', unit: 'people', range: of(0, 100), ...threadTarget('dormantContacts') },
    { label: 'Average engagement', hint: 'More than', unit: 'points', range: of(0, 100), ...threadTarget('averageEngagement') },
    {
      label: 'Roles filled',
      hint: 'At least, of the roles that a deal needs',
      unit: '%',
      range: of(0, 100),
      read: ({ threading }) => share(threading.targets.roleCoverage),
      patch: (value, { threading }) => ({ threading: { targets: { ...threading.targets, roleCoverage: value / 100 } } }),
    },
    {
      label: 'A second thread within',
      hint: 'Days from the first contact to the second active thread',
      unit: 'days',
      range: of(1, 365),
      ...threadTarget('daysToMultiThread'),
    },
    {
      label: 'Own record from',
      hint: 'With fewer closed deals nothing is said of threads and winning',
      unit: 'closed deals',
      range: of(10, 10_000),
      read: ({ threading }) => threading.recordFromDeals,
      patch: (recordFromDeals) => ({ threading: { recordFromDeals } }),
    },
  ],
}

export const SEGMENT_NUMBERS: NumberGroup = {
  title: 'Benchmarks by segment',
  numbers: [
    { label: 'Enterprise, at least', unit: 'threads', ...segment('enterprise', 'minThreads') },
    { label: 'Enterprise, benchmark', unit: 'threads', ...segment('enterprise', 'optimalThreads') },
    { label: 'Mid-market, at least', unit: 'threads', ...segment('mid-market', 'minThreads') },
    { label: 'Mid-market, benchmark', unit: 'threads', ...segment('mid-market', 'optimalThreads') },
    { label: 'Small business, at least', unit: 'threads', ...segment('smb', 'minThreads') },
    { label: 'Small business, benchmark', unit: 'threads', ...segment('smb', 'optimalThreads') },
  ],
}

export const CHAMPION_NUMBERS: NumberGroup = {
  title: 'Champions',
  numbers: [
    {
      label: 'A departure counts from',
      hint: 'How sure the signs must be together before a save plan starts',
      unit: '%',
      range: of(10, 100),
      read: ({ champions }) => share(champions.departureCertainty),
      patch: (value) => ({ champions: { departureCertainty: value / 100 } }),
    },
    {
      label: 'Touches to one person',
      hint: 'Mails, calls and meetings of ours over all their deals; more is too much',
      unit: 'touches',
      range: of(1, 200),
      read: ({ champions }) => champions.touchBudget,
      patch: (touchBudget) => ({ champions: { touchBudget } }),
    },
    {
      label: 'Counted over',
      unit: 'days',
      range: of(1, 365),
      read: ({ champions }) => champions.touchWithinDays,
      patch: (touchWithinDays) => ({ champions: { touchWithinDays } }),
    },
  ],
}

export const SPONSOR_NUMBERS: NumberGroup = {
  title: 'Executive sponsors',
  numbers: [
    { label: 'Enterprise, meet within', hint: 'Each sponsor once', unit: 'days', ...cadence('enterprise') },
    { label: 'Mid-market, meet within', unit: 'days', ...cadence('mid-market') },
    { label: 'Small business, meet within', unit: 'days', ...cadence('smb') },
    {
      label: 'No executive contact after',
      hint: 'An enterprise account without any is alerted',
      unit: 'days',
      range: of(7, 730),
      read: ({ sponsors }) => sponsors.alertAfterDays,
      patch: (alertAfterDays) => ({ sponsors: { alertAfterDays } }),
    },
    {
      label: 'Long in a role from',
      hint: 'A change of person becomes likelier',
      unit: 'years',
      range: of(1, 30),
      read: ({ sponsors }) => sponsors.longTenureYears,
      patch: (longTenureYears) => ({ sponsors: { longTenureYears } }),
    },
    { label: 'Accounts with a sponsor', hint: 'Target', unit: '%', range: of(0, 100), ...sponsorTarget('engagedAccounts', 100) },
    {
      label: 'Days between contacts',
      hint: 'Target, at most',
      unit: 'days',
      range: of(1, 365),
      ...sponsorTarget('daysBetweenContacts'),
    },
    {
      label: 'Business reviews attended',
      hint: 'Target, of their executives',
      unit: '%',
      range: of(0, 100),
      ...sponsorTarget('reviewAttendance', 100),
    },
    { label: 'Sponsors kept', hint: 'Target, over a year', unit: '%', range: of(0, 100), ...sponsorTarget('retention', 100) },
    {
      label: 'Sponsors to an account',
      hint: 'Target, at least',
      unit: 'sponsors',
      kind: 'decimal',
      range: of(0, 20),
      ...sponsorTarget('engagedPerAccount'),
    },
  ],
}
