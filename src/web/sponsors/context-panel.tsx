import type { ReactNode } from 'react'
import { readCount } from '../accounts/account-words.ts'
import { useRates } from '../deals/company-queries.ts'
import { dateText } from '../ui/date-text.ts'
import { Definitions, type Fact } from '../ui/facts.tsx'
import { InlineEdit, type Editable } from '../ui/inline-edit.tsx'
import { moneyText } from '../ui/money-text.ts'
import { Panel } from '../ui/panel.tsx'
import { readFigure, readShare } from './alignment-edits.ts'
import { useMayEdit, useSponsorChanges, type ContextEdit } from './sponsor-changes.ts'
import type { SponsorPart } from './sponsor-part.ts'

const SOURCES = { entered: 'entered here', imported: 'from the CRM' } as const
const NO_CONTRACT = { number: null, startOn: null, endOn: null, value: null, renewsOn: null, status: null }

interface Line {
  readonly id: string
  readonly label: string
  readonly text: string
  readonly edit: Editable
  readonly change: (given: string | number | null) => ContextEdit
}

/** The contract, and what we brought them in the figures that an executive asks for; changed where it stands. */
export function ContextPanel({ account, report, today, mode }: SponsorPart) {
  const mayEdit = useMayEdit(mode)
  const changes = useSponsorChanges(account.id)
  const base = useRates()?.base ?? 'USD'
  const { source } = report.context
  const shown = ({ label, text, edit, change }: Line): ReactNode =>
    mayEdit ? (
      <InlineEdit
        label={`${label} of ${account.name}`}
        align="end"
        edit={edit}
        onSave={async (given) => changes.context(report, change(given), `${label} of ${account.name} changed`)}
      >
        {text}
      </InlineEdit>
    ) : (
      text
    )
  return (
    <Panel title="Contract and value" hint={source ? SOURCES[source] : undefined}>
      <Definitions
        facts={linesOf(report.context, today, base).map((line): Fact => ({ id: line.id, label: line.label, value: shown(line) }))}
      />
    </Panel>
  )
}

function linesOf({ contract, metrics }: SponsorPart['report']['context'], today: string, base: string): Line[] {
  const held = contract ?? NO_CONTRACT
  const text = (id: 'number' | 'status', label: string): Line => ({
    id,
    label,
    text: held[id] ?? '–',
    edit: { kind: 'text', value: held[id] ?? '' },
    change: (given) => ({ contract: { ...held, [id]: given === '' ? null : String(given) } }),
  })
  const day = (id: 'startOn' | 'endOn' | 'renewsOn', label: string): Line => ({
    id,
    label,
    text: held[id] ? dateText(held[id], today) : '–',
    edit: { kind: 'date', value: held[id], today },
    change: (given) => ({ contract: { ...held, [id]: given } }),
  })
  const currency = held.value?.currency ?? base
  return [
    text('number', 'Contract'),
    text('status', 'Status'),
    day('startOn', 'Starts'),
    day('endOn', 'Ends'),
    day('renewsOn', 'Renewal'),
    {
      id: 'value',
      label: 'Contract value',
      text: held.value ? moneyText(held.value, 'exact') : '–',
      edit: { kind: 'money', value: held.value?.minor ?? null, currency },
      change: (given) => ({ contract: { ...held, value: typeof given === 'number' ? { minor: given, currency } : null } }),
    },
    {
      id: 'roi',
      label: 'ROI',
      text: metrics.roi === null ? '–' : `${metrics.roi.toLocaleString('en')}%`,
      edit: { kind: 'text', value: metrics.roi === null ? '' : String(metrics.roi) },
      change: (given) => ({ roi: readFigure(String(given ?? ''), 'Write a return such as 180%') }),
    },
    {
      id: 'progress',
      label: 'Strategic goals reached',
      text: metrics.strategicGoalsProgress === null ? '–' : `${Math.round(metrics.strategicGoalsProgress * 100)}%`,
      edit: {
        kind: 'text',
        value: metrics.strategicGoalsProgress === null ? '' : String(Math.round(metrics.strategicGoalsProgress * 100)),
      },
      change: (given) => ({ strategicGoalsProgress: readShare(String(given ?? '')) }),
    },
    {
      id: 'views',
      label: 'Executive dashboard views',
      text: metrics.executiveDashboardViews?.toLocaleString('en') ?? '–',
      edit: { kind: 'text', value: metrics.executiveDashboardViews === null ? '' : String(metrics.executiveDashboardViews) },
      change: (given) => ({ executiveDashboardViews: readCount(String(given ?? '')) }),
    },
  ]
}
