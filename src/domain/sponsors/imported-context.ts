import type { Money } from '../values/money.ts'
import type { AccountContext, AccountContract, Goal } from './sponsor-account.ts'

export const NO_CONTEXT: AccountContext = {
  goals: [],
  initiatives: [],
  contract: null,
  metrics: { roi: null, strategicGoalsProgress: null, executiveDashboardViews: null },
  source: null,
}

/** Columns of an account's own that speak of contract, goals and value, whatever a company called them. */
const COLUMNS = {
  number: /contract.*(number|no)$/,
  startOn: /contract.*start/,
  endOn: /contract.*(end|expir)/,
  renewsOn: /renew(al)?.*(date|on)?$/,
  value: /contract.*value|^(arr|acv|annual contract value)$/,
  status: /contract.*status/,
  goals: /(strategic|business|customer|account).*(goals?|objectives?|priorities)$/,
  progress: /goals?.*progress/,
  roi: /^roi( percent)?$/,
  views: /dashboard.*views?/,
  ours: /(our|internal|vendor).*sponsor/,
} as const satisfies Record<string, RegExp>

export interface ImportedContext {
  readonly context: AccountContext
  /** Our executive sponsor as the CRM names them: an id or a name. */
  readonly oursRef: string | null
}

/** What the fields of an account that nothing else maps say of its contract, goals and value. */
export function importedContext(custom: Readonly<Record<string, unknown>>, currency: string): ImportedContext {
  const columns = Object.entries(custom).map(([column, value]) => [plain(column), value] as const)
  const said = (which: keyof typeof COLUMNS): string | null => {
    for (const [column, value] of columns) {
      if ((typeof value !== 'string' && typeof value !== 'number') || !COLUMNS[which].test(column)) continue
      const text = String(value).trim()
      if (text !== '') return text
    }
    return null
  }
  const amount = numberIn(said('value'))
  const value: Money | null = amount === null ? null : { minor: Math.round(amount * 100), currency }
  const contract: AccountContract = {
    number: said('number'),
    startOn: dateIn(said('startOn')),
    endOn: dateIn(said('endOn')),
    value,
    renewsOn: dateIn(said('renewsOn')),
    status: said('status'),
  }
  const progress = shareIn(said('progress'))
  const goals: Goal[] = (said('goals') ?? '')
    .split(/[;\n]/)
    .map((goal) => goal.trim())
    .filter((goal) => goal !== '')
    .map((goal) => ({ goal, progress: null }))
  const hasContract = Object.values(contract).some((field) => field !== null)
  const metrics = {
    roi: numberIn(said('roi')),
    strategicGoalsProgress: progress,
    executiveDashboardViews: numberIn(said('views')),
  }
  const known = hasContract || goals.length > 0 || Object.values(metrics).some((one) => one !== null)
  return {
    context: { goals, initiatives: [], contract: hasContract ? contract : null, metrics, source: known ? 'imported' : null },
    oursRef: said('ours'),
  }
}

function plain(column: string): string {
  return column
    .replace(/__c$/i, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()
}

function numberIn(text: string | null): number | null {
  if (text === null) return null
  const value = Number(text.replaceAll(/[%,\s]/g, ''))
  return Number.isFinite(value) ? value : null
}

/** Above 1 it is a percentage. */
function shareIn(text: string | null): number | null {
  const value = numberIn(text)
  if (value === null) return null
  return Math.min(1, Math.max(0, value > 1 ? value / 100 : value))
}

function dateIn(text: string | null): string | null {
  return text === null ? null : (/^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? null)
}
