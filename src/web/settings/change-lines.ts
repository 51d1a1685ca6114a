import { FORECAST_LABELS, STAGE_LABELS } from '../../domain/opportunities/stage.ts'
import { dateText } from '../ui/date-text.ts'
import { moneyText, type Amount } from '../ui/money-text.ts'
import { ROLE_LABELS } from './role-labels.ts'

/** One field of a change, in words; `before` is undefined where there was nothing to compare with. */
export interface ChangeLine {
  readonly field: string
  readonly before: string | undefined
  readonly after: string | undefined
}

type Fields = Readonly<Record<string, unknown>> | null

/** Names of what ids stand for; undefined for an id that is not known here. */
export type NameOf = (id: string) => string | undefined

/** Fields that another field of the same change says in words. */
const SAID_ELSEWHERE: Readonly<Record<string, string>> = { stageId: 'stageName', stage: 'stageName', activityId: 'kind' }

const FIELD_NAMES: Readonly<Record<string, string>> = {
  ownerId: 'Owner',
  userId: 'Person',
  parentId: 'Under',
  accountId: 'Account',
  contactId: 'Person',
  teamId: 'Team',
  pipelineId: 'Pipeline',
  stageName: 'Stage',
  canonical: 'Read as',
  canSignIn: 'Sign-in',
  perBase: 'Rate',
  expectedCloseOn: 'Close date',
  forecastCategory: 'Forecast',
  nextAction: 'Next step',
  nextActionDueOn: 'Next step due',
  isPrimary: 'Primary person',
  optedOutChannels: 'Opted out of',
}

/** The fields of a change, before and after, as people read them. Nothing is left out but ids that a name beside them stands for. */
export function changeLines(before: Fields, after: Fields, nameOf: NameOf, today: string): ChangeLine[] {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return keys
    .filter((key) => {
      const words = SAID_ELSEWHERE[key]
      return words === undefined || !keys.includes(words)
    })
    .flatMap((key) => {
      const [from, to] = [before?.[key], after?.[key]]
      // Settings keep some values in groups; each of the group's fields is a line of its own.
      if (isGroup(from) || isGroup(to)) return groupLines(key, from, to, nameOf, today)
      return [{ field: fieldName(key), before: said(key, from, nameOf, today), after: said(key, to, nameOf, today) }]
    })
}

function groupLines(group: string, from: unknown, to: unknown, nameOf: NameOf, today: string): ChangeLine[] {
  return changeLines(isGroup(from) ? from : null, isGroup(to) ? to : null, nameOf, today)
    .filter((line) => line.before !== line.after)
    .map((line) => ({ ...line, field: `${fieldName(group)}, ${line.field.toLowerCase()}` }))
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isAmount(value)
}

/** "nextActionDueOn" as "Next step due", "employeeCount" as "Employee count". */
export function fieldName(key: string): string {
  const known = FIELD_NAMES[key]
  if (known) return known
  const words = key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function said(key: string, value: unknown, nameOf: NameOf, today: string): string | undefined {
  if (value === undefined) return undefined
  if (value === null || value === '') return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number')
    return key === 'probability'
      ? `${value}%`
      : value.toLocaleString('en', { maximumSignificantDigits: 8, useGrouping: key !== 'seed' })
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : value.map((one) => said(key, one, nameOf, today) ?? '').join(', ')
  if (isAmount(value)) return moneyText(value, 'exact')
  if (typeof value !== 'string') return JSON.stringify(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dateText(value, today)
  return nameOf(value) ?? LABELS[value] ?? value
}

const LABELS: Readonly<Record<string, string>> = { ...STAGE_LABELS, ...FORECAST_LABELS, ...ROLE_LABELS }

function isAmount(value: unknown): value is Amount {
  return typeof value === 'object' && value !== null && 'minor' in value && 'currency' in value && typeof value.minor === 'number'
}
