import { FORECAST_LABELS, type ForecastCategory } from '../../../domain/opportunities/stage.ts'
import type { Segment } from '../../../domain/opportunities/opportunity.ts'
import { ROLE_LABELS, type BuyingRole } from '../../../domain/accounts/contact.ts'
import type { Money } from '../../../domain/values/money.ts'
import { dateText } from '../../ui/date-text.ts'
import { moneyText } from '../../ui/money-text.ts'
import type { Change } from '../deal-queries.ts'
import { SEGMENT_LABELS } from '../deal-words.ts'

/** Names for the ids that changes hold. */
export interface Names {
  readonly users: ReadonlyMap<string, string>
  readonly contacts: ReadonlyMap<string, string>
  readonly today: string
}

type Reading = { readonly label: string; readonly text: (value: unknown, names: Names) => string }

const plain = (value: unknown) => String(value)
const date = (value: unknown, names: Names) => dateText(String(value), names.today)

/** What each field is called, and how its value is written. Fields that only repeat another one are left out. */
const FIELDS: Readonly<Record<string, Reading>> = {
  name: { label: 'Name', text: plain },
  stageName: { label: 'Stage', text: plain },
  amount: { label: 'Amount', text: (value) => moneyText(value as Money, 'exact') },
  expectedCloseOn: { label: 'Close date', text: date },
  actualCloseOn: { label: 'Closed on', text: date },
  forecastCategory: { label: 'Forecast', text: (value) => FORECAST_LABELS[value as ForecastCategory] ?? plain(value) },
  ownerId: { label: 'Owner', text: (value, names) => names.users.get(String(value)) ?? 'somebody' },
  nextAction: { label: 'Next step', text: (value) => `“${String(value)}”` },
  nextActionDueOn: { label: 'Next step due', text: date },
  segment: { label: 'Segment', text: (value) => SEGMENT_LABELS[value as Segment] ?? plain(value) },
  probability: { label: 'Probability', text: (value) => `${String(value)}%` },
  leadSource: { label: 'Lead source', text: plain },
  dealType: { label: 'Type', text: plain },
  description: { label: 'Description', text: () => 'new text' },
  lostReason: { label: 'Reason for losing', text: plain },
  listAmount: { label: 'List amount', text: (value) => moneyText(value as Money, 'exact') },
  influence: { label: 'Influence', text: plain },
  authority: { label: 'Authority', text: (value) => plain(value).replaceAll('_', ' ') },
  advocacy: { label: 'Stance', text: (value) => plain(value).replaceAll('_', ' ') },
  roles: {
    label: 'Roles',
    text: (value) => (value as BuyingRole[]).map((role) => ROLE_LABELS[role]?.toLowerCase() ?? role).join(', ') || 'none',
  },
  isPrimary: { label: 'Main contact', text: (value) => (value ? 'yes' : 'no') },
  note: { label: 'Note', text: () => 'new text' },
}

const TITLES: Readonly<Record<string, string>> = {
  'opportunity.created': 'Created',
  'opportunity.removed': 'Deleted',
  'opportunity.restored': 'Brought back',
  'stakeholder.added': 'Person added',
  'stakeholder.changed': 'Person changed',
  'stakeholder.removed': 'Person taken off',
}

export interface ChangeLine {
  /** What it was: "Created", or the field: "Amount". */
  readonly title: string
  /** "$400,000 → $412,000". */
  readonly text: string
}

/** A change in words, one line per field. */
export function changeLines(change: Change, names: Names): ChangeLine[] {
  const person = personOf(change, names)
  const title = TITLES[change.type]
  const fields = fieldLines(change, names)
  if (title === undefined) return fields
  const text = [
    person ?? '',
    ...(change.type === 'stakeholder.added' ? joinedAs(change, names) : fields.map((field) => `${field.title} ${field.text}`)),
  ]
    .filter(Boolean)
    .join(', ')
  return [{ title, text }]
}

/** "legal, main contact": what a person came onto the deal as. */
function joinedAs({ after }: Change, names: Names): string[] {
  const roles = after?.['roles']
  return [
    Array.isArray(roles) && roles.length > 0 ? (FIELDS['roles']?.text(roles, names) ?? '') : '',
    after?.['isPrimary'] === true ? 'main contact' : '',
  ]
}

function fieldLines({ before, after, type }: Change, names: Names): ChangeLine[] {
  // What is gone is not counted up field by field.
  if (type.endsWith('.removed')) return []
  const lines: ChangeLine[] = []
  for (const [field, reading] of Object.entries(FIELDS)) {
    const [old, now] = [before?.[field], after?.[field]]
    if ((old ?? null) === (now ?? null)) continue
    const text = (value: unknown) => reading.text(value, names)
    lines.push({
      title: reading.label,
      text:
        old === undefined || old === null
          ? text(now)
          : now === undefined || now === null
            ? `${text(old)} removed`
            : `${text(old)} → ${text(now)}`,
    })
  }
  return lines
}

function personOf({ noun, before, after }: Change, names: Names): string | undefined {
  if (noun !== 'stakeholder') return undefined
  const id = after?.['contactId'] ?? before?.['contactId']
  return typeof id === 'string' ? (names.contacts.get(id) ?? 'somebody who has left') : undefined
}
