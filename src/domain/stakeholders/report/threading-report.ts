import { currencyDigits } from '../../values/currency-digits.ts'
import { ROLE_LABELS } from '../../accounts/contact.ts'
import { STAGE_LABELS, type Stage } from '../../opportunities/stage.ts'
import type { Money } from '../../values/money.ts'
import type { RoleGap } from '../role-gaps.ts'
import type { Benchmark } from '../threading-benchmarks.ts'
import type { ThreadOutlook } from '../record/thread-record.ts'
import type { Threading, ThreadingPerson } from '../threading.ts'
import { wholeDays } from '../threads.ts'
import { reportMap } from './report-map.ts'

/** Somebody at the account who is not on the deal. */
export interface RecommendedContact {
  readonly name: string
  readonly title: string | null
  readonly reason: string
  readonly source: string
}

/** What the report says beside the threading itself. */
export interface Reported {
  readonly asOf: string
  readonly deal: string
  readonly account: string | null
  readonly amount: Money | null
  readonly stage: Stage | null
  readonly stageName: string | null
  readonly threading: Threading
  readonly outlook: ThreadOutlook | null
  readonly recommended: readonly RecommendedContact[]
  readonly dormantEngagement: number
}

export const RISK_NAMES = { low: '🟢 Low', medium: '🟡 Medium', high: '🔴 High', critical: '🔴🔴 Critical' } as const
const STATUS = { good: '🟢', near: '🟡', short: '🔴' } as const
const TREND = { up: '↑', down: '↓', flat: '→' } as const
const SUMMARY = {
  'Active threads': 'Active Threads',
  'Total contacts': 'Total Contacts',
  'Dormant contacts': 'Dormant Contacts',
  'Average engagement': 'Avg Engagement',
} as const

/** The full report in the form of the threading document, whose marks stand here and nowhere on a page. */
export function threadingReport(reported: Reported): string {
  const { deal, account, amount, stage, stageName, threading, outlook, recommended, dormantEngagement } = reported
  const named = stageName ?? (stage && STAGE_LABELS[stage])
  return `${[
    '## 👥 Multi-Threading Analysis',
    [
      `**Deal**: ${inLine(deal)}`,
      `**Account**: ${inLine(account ?? '–')}`,
      `**Amount**: ${amount ? moneyText(amount) : '–'}`,
      `**Stage**: ${inLine(named ?? '–')}`,
    ].join('\n'),
    '### Threading Summary',
    table(['Metric', 'Value', 'Benchmark', 'Status'], threading.benchmarks.flatMap(summaryRow)),
    `**Risk Level**: ${RISK_NAMES[threading.risk].split(' ')[1]}${threading.closingSingleThreaded ? ' (one thread, and the close date is near)' : ''}`,
    '### Stakeholder Map',
    ['```', reportMap(threading.people, dormantEngagement), '```'].join('\n'),
    '### Engagement by Contact',
    table(
      ['Contact', 'Role', 'Engagement', 'Last Touch', 'Trend'],
      threading.people.map((one) => personRow(one, reported)),
    ),
    '### Role Coverage',
    table(
      ['Required Role', 'Covered', 'Active', 'Gap Action'],
      threading.cover.map(({ label, covered, active, gap }) => [label, tick(covered), tick(active), gap?.action ?? '–']),
    ),
    '### 🚨 Gaps Identified',
    threading.gaps.length === 0 ? 'None.' : threading.gaps.map(gapText).join('\n\n'),
    ...(threading.nextPerson ? [`**Next**: ${inLine(threading.nextPerson.sentence)}`] : []),
    '### 💡 Recommended Contacts to Add',
    recommended.length === 0
      ? 'Nobody else is known at this account.'
      : table(
          ['Name', 'Title', 'Reason', 'Source'],
          recommended.map(({ name, title, reason, source }) => [name, title ?? '–', reason, source]),
        ),
    '### Historical Pattern',
    ...patternOf(outlook),
  ].join('\n\n')}\n`
}

/** The quick status in the form of the same document. */
export function quickStatus({ deal, threading }: Pick<Reported, 'deal' | 'threading'>): string {
  const [gap] = threading.gaps
  return `${[
    `## 👥 Threading: ${inLine(deal)}`,
    [`**Threads**: ${threading.active} active / ${threading.total} total`, `**Risk**: ${RISK_NAMES[threading.risk]}`].join('\n'),
    [
      `**Key Gap**: ${gap ? inLine(gapName(gap)) : 'None'}`,
      `**Action**: ${inLine(threading.nextPerson?.sentence ?? gap?.action ?? 'None')}`,
    ].join('\n'),
  ].join('\n\n')}\n`
}

function summaryRow({ name, value, aim, status }: Benchmark): string[][] {
  if (name === 'Role coverage') return []
  const shown = value === null ? '–' : name === 'Average engagement' ? `${Math.round(value)}/100` : String(value)
  return [[SUMMARY[name], shown, aim, status === null ? '–' : STATUS[status]]]
}

function personRow(one: ThreadingPerson, { asOf, dormantEngagement }: Reported): string[] {
  const score = one.engagement.value ?? 0
  const mark = one.active ? ' ✓' : score <= dormantEngagement ? ' 🔴' : ''
  const days = one.lastTouch === null ? null : wholeDays(one.lastTouch, asOf)
  return [
    one.doNotContact ? `${one.person.name} (do not contact)` : one.person.name,
    one.roles.map((role) => ROLE_LABELS[role]).join(', ') || '–',
    `${Math.round(score)}/100${mark}`,
    days === null ? 'No contact' : days === 1 ? '1 day' : `${days} days`,
    one.trend === null ? '–' : TREND[one.trend],
  ]
}

function gapText(gap: RoleGap, i: number): string {
  return [
    `${i + 1}. **${gap.severity[0]?.toUpperCase()}${gap.severity.slice(1)}**: ${inLine(gapName(gap))}`,
    `   - Impact: ${gap.impact}`,
    `   - Action: ${inLine(gap.action)}`,
  ].join('\n')
}

function gapName({ kind, label, person }: RoleGap): string {
  return kind === 'missing' ? `No ${label.toLowerCase()}` : `${label} dormant${person ? ` (${person.person.name})` : ''}`
}

function patternOf(outlook: ThreadOutlook | null): string[] {
  if (!outlook) return ['The deal is closed.']
  const { source, deals, pattern, gapToBest, sentence } = outlook
  const times = (value: number) => `${value.toFixed(1)}x`
  const impact = Math.round(-100 * gapToBest.value)
  return [
    pattern
      ? `Deals at this stage with ${pattern.from}+ threads close at ${times(pattern.ratio.value)} the rate of single-threaded deals (90% interval ${times(pattern.ratio.low)} to ${times(pattern.ratio.high)}; own record of ${deals} closed deals).`
      : sentence,
    `**Current Win Probability Impact**: ${impact < 0 ? '-' : '+'}${Math.abs(impact)}% due to threading (${source === 'table' ? 'general table' : `own record of ${deals} closed deals`}, against 4+ threads)`,
  ]
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => inLine(cell).replaceAll('|', String.raw`\|`)).join(' | ')} |`
  return [line(header), `|${header.map((cell) => '-'.repeat(cell.length + 2)).join('|')}|`, ...rows.map(line)].join('\n')
}

function tick(yes: boolean): string {
  return yes ? '✅' : '❌'
}

/** Names come from elsewhere: no line ends, nothing that a reader of Markdown would take for a link or a tag. */
function inLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/<(?=\S)|[[\]`\\]/g, (sign) => `\\${sign}`)
}

function moneyText({ minor, currency }: Money): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: 0 })
  return format.format(minor / 10 ** (currencyDigits(currency) ?? 2))
}
