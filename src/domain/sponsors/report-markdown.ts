import { LEVEL_LABELS } from './sponsor-levels.ts'
import type { SponsorReport } from './sponsor-report.ts'

const TIER_LABELS = { enterprise: 'Enterprise', 'mid-market': 'Mid-Market', smb: 'SMB' } as const
const STATUS_MARKS = { good: '✓', watch: '⚠', bad: '✗' } as const
const RISK_LETTERS = { high: 'H', medium: 'M', low: 'L' } as const
const NOTHING = '–'

/** The report in the form of the executive sponsor document, section by section. */
export function reportMarkdown(report: SponsorReport): string {
  const { primary } = report
  return [
    ...headOf(report),
    ...(primary ? primaryOf(report, primary) : ['### Primary Sponsor: none', '', 'No executive of theirs is known.', '']),
    ...healthOf(report),
    ...organisationOf(report),
    '### Strategic Alignment',
    '',
    ...table(
      ['Our Initiative', 'Their Priority', 'Alignment'],
      report.alignment.map(({ initiative, priority, alignment }) => [
        initiative,
        priority,
        alignment === null ? 'None' : capital(alignment),
      ]),
    ),
    ...actionsOf(report),
    '### Engagement Calendar',
    '',
    ...table(
      ['Date', 'Event', 'Attendees', 'Objective'],
      report.calendar.map(({ on, event, attendees, objective, state }) => [
        on,
        state === 'proposed' ? `${event} (proposed)` : event,
        attendees.join(', '),
        objective,
      ]),
    ),
  ].join('\n')
}

function headOf({ account, tier, overall, sponsors }: SponsorReport): string[] {
  const score = overall.score.value === null ? (overall.score.note ?? 'no score') : `${overall.score.value}/100`
  return [
    '## Executive Sponsor Report',
    '',
    `**Account**: ${text(account.name)}`,
    `**Account Tier**: ${TIER_LABELS[tier]}`,
    `**Overall Exec Engagement**: ${LEVEL_LABELS[overall.level]} (${score})`,
    '',
    '### Executive Sponsors',
    '',
    ...table(
      ['Name', 'Title', 'Engagement', 'Last Touch', 'Status'],
      sponsors.map(({ name, title, score: own, lastTouch, status, level }) => [
        name,
        title,
        own.value === null ? LEVEL_LABELS[level.level] : `${LEVEL_LABELS[level.level]} (${own.value})`,
        lastTouch?.slice(0, 10) ?? null,
        STATUS_MARKS[status],
      ]),
    ),
  ]
}

function primaryOf({ sponsors }: SponsorReport, primary: NonNullable<SponsorReport['primary']>): string[] {
  const score = sponsors.find(({ contactId }) => contactId === primary.contactId)?.score
  return [
    `### Primary Sponsor: ${text(primary.name)}`,
    '',
    '**Profile**',
    `- **Title**: ${text(primary.title)}`,
    `- **Tenure**: ${tenureText(primary.tenure)}`,
    `- **Priorities**: ${text(primary.priorities.join('; ') || null)}`,
    `- **Communication Preference**: ${text(primary.preference)}`,
    '',
    '**Engagement Timeline**',
    ...table(
      ['Date', 'Interaction', 'Topics', 'Outcome'],
      primary.timeline.map(({ at, interaction, topics, outcome }) => [at.slice(0, 10), interaction, topics, outcome]),
    ),
    '**Engagement Score Breakdown**',
    ...table(
      ['Factor', 'Score', 'Notes'],
      (score?.factors ?? []).map(({ name, value, input }) => [
        NAMES[name] ?? name,
        value === null ? NOTHING : `${value}/25`,
        input,
      ]),
    ),
    ...(score?.note ? [`${text(score.note)}.`, ''] : []),
  ]
}

const NAMES: Readonly<Record<string, string>> = {
  'Meeting frequency': 'Meeting Frequency',
  'QBR attendance': 'QBR Attendance',
  'Strategic alignment': 'Strategic Alignment',
}

function healthOf({ strengths, concerns }: SponsorReport): string[] {
  return [
    '### Engagement Health',
    '',
    '**Strengths**',
    ...listed(strengths.map(text)),
    '',
    '**Concerns**',
    ...listed(concerns.map(({ concern, details }) => `⚠️ ${text(concern)}: ${text(details)}`)),
    '',
  ]
}

function organisationOf({ changes, succession }: SponsorReport): string[] {
  const backups = succession.backups.map(({ name, title }) => (title === null ? name : `${name}, ${title}`))
  return [
    '### Organizational Intelligence',
    '',
    '**Recent Changes**',
    ...listed(
      changes.map(
        ({ at, what, impact, source }) => `${at.slice(0, 10)}, ${text(what)}: ${text(impact)} (source: ${text(source)})`,
      ),
    ),
    '',
    '**Succession Risk**',
    `- Current sponsor tenure: ${succession.tenure ? tenureText(succession.tenure) : NOTHING}`,
    `- Backup relationships: ${text(backups.join('; ') || 'none')}`,
    `- Risk level: ${RISK_LETTERS[succession.risk]}`,
    '',
  ]
}

function actionsOf({ actions }: SponsorReport): string[] {
  const of = (horizon: (typeof actions)[number]['horizon']) => {
    const some = actions.filter((one) => one.horizon === horizon)
    return some.length === 0 ? ['Nothing.'] : some.map(({ action, reason }, i) => `${i + 1}. ${text(action)}: ${text(reason)}`)
  }
  return [
    '### Recommended Actions',
    '',
    '**Immediate (This Week)**',
    ...of('immediate'),
    '',
    '**Short-Term (This Quarter)**',
    ...of('short-term'),
    '',
    '**Strategic (Long-Term)**',
    ...of('strategic'),
    '',
  ]
}

export function tenureText({ months, atLeast }: { readonly months: number; readonly atLeast: boolean }): string {
  const years = Math.floor(months / 12)
  const rest = months % 12
  const parts = [years > 0 ? counted(years, 'year') : '', rest > 0 || years === 0 ? counted(rest, 'month') : ''].filter(
    (part) => part !== '',
  )
  return `${atLeast ? 'at least ' : ''}${parts.join(' ')}`
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function table(head: readonly string[], rows: readonly (readonly (string | null)[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(head),
    `|${head.map((cell) => '-'.repeat(cell.length + 2)).join('|')}|`,
    ...rows.map((row) => line(row.map(text))),
    '',
  ]
}

function listed(lines: readonly string[]): string[] {
  return lines.length === 0 ? ['- None known'] : lines.map((line) => `- ${line}`)
}

/** What others wrote stays words: no line breaks, no marks that Markdown or a page would read as theirs. */
function text(value: string | null): string {
  if (value === null || value.trim() === '') return NOTHING
  return value.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|]/g, (sign) => `\\${sign}`)
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
