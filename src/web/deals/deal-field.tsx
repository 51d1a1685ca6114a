import type { ReactNode } from 'react'
import {
  FORECAST_CATEGORIES,
  FORECAST_LABELS,
  type ForecastCategory,
  type Pipeline,
  type PipelineStage,
} from '../../domain/opportunities/stage.ts'
import type { Opportunity } from '../../domain/opportunities/opportunity.ts'
import { useMay } from '../app/session.ts'
import { dateText } from '../ui/date-text.ts'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { moneyText } from '../ui/money-text.ts'
import type { DealChanges } from './deal-changes.ts'
import { amountSet, dateSet } from './deal-words.ts'
import { stagesOf } from './stage-options.ts'

interface FieldProps {
  deal: Opportunity
  changes: DealChanges
  children?: ReactNode
}

/** The amount where it stands; `base` is the currency of a first amount. */
export function AmountField({
  deal,
  changes,
  base,
  style,
  align = 'start',
}: FieldProps & { base: string; style: 'exact' | 'short'; align?: 'start' | 'end' }) {
  const may = useMay('deals:write')
  const text = deal.amount ? <span className="name">{moneyText(deal.amount, style)}</span> : <span className="label">None</span>
  if (!may) return text
  const currency = deal.amount?.currency ?? base
  return (
    <InlineEdit
      label={`Amount of ${deal.name}`}
      align={align}
      edit={{ kind: 'money', value: deal.amount?.minor ?? null, currency }}
      onSave={(minor) => {
        const amount = typeof minor === 'number' ? { minor, currency } : null
        return changes.patch(deal, { amount }, amountSet(deal.name, amount))
      }}
    >
      {text}
    </InlineEdit>
  )
}

/** The expected close date, with what stands beside it as children. */
export function CloseDateField({ deal, changes, today, children }: FieldProps & { today: string }) {
  const may = useMay('deals:write')
  const text = (
    <>
      {deal.expectedCloseOn ? dateText(deal.expectedCloseOn, today) : <span className="label">None</span>}
      {children}
    </>
  )
  if (!may) return <span className="field-line">{text}</span>
  return (
    <InlineEdit
      label={`Close date of ${deal.name}`}
      edit={{ kind: 'date', value: deal.expectedCloseOn, today }}
      onSave={(given) => {
        const expectedCloseOn = typeof given === 'string' ? given : null
        return changes.patch(deal, { expectedCloseOn }, dateSet(deal.name, 'close date', expectedCloseOn, today))
      }}
    >
      {text}
    </InlineEdit>
  )
}

const CATEGORIES = FORECAST_CATEGORIES.map((category) => ({ value: category, label: FORECAST_LABELS[category] }))

export function ForecastField({ deal, changes }: FieldProps) {
  const may = useMay('deals:write')
  const text = FORECAST_LABELS[deal.forecastCategory]
  if (!may) return text
  return (
    <InlineEdit
      label={`Forecast of ${deal.name}`}
      edit={{ kind: 'select', value: deal.forecastCategory, options: CATEGORIES }}
      onSave={(given) => {
        const forecastCategory = given as ForecastCategory
        return changes.patch(deal, { forecastCategory }, `${deal.name} forecast set to ${FORECAST_LABELS[forecastCategory]}`)
      }}
    >
      {text}
    </InlineEdit>
  )
}

/** The stage by its company's name. Closing asks for the day, by `move`. */
export function StageField({
  deal,
  pipelines,
  move,
  children,
}: {
  deal: Opportunity
  pipelines: readonly Pipeline[] | undefined
  move: (deal: Opportunity, to: PipelineStage) => Promise<void>
  children?: ReactNode
}) {
  const may = useMay('deals:write')
  const stages = stagesOf(deal, pipelines)
  const text = (
    <>
      {deal.stageName}
      {children}
    </>
  )
  if (!may || stages.length === 0) return <span className="field-line">{text}</span>
  return (
    <InlineEdit
      label={`Stage of ${deal.name}`}
      edit={{ kind: 'select', value: deal.stageId, options: stages.map((stage) => ({ value: stage.id, label: stage.name })) }}
      onSave={async (given) => {
        const to = stages.find((stage) => stage.id === given)
        if (to) await move(deal, to)
      }}
    >
      {text}
    </InlineEdit>
  )
}

export function NextStepField({ deal, changes, empty = 'None' }: FieldProps & { empty?: string }) {
  const may = useMay('deals:write')
  const text = deal.nextAction ? <span className="cut">{deal.nextAction}</span> : <span className="label">{empty}</span>
  if (!may) return text
  return (
    <InlineEdit
      label={`Next step of ${deal.name}`}
      edit={{ kind: 'text', value: deal.nextAction ?? '' }}
      onSave={(given) => {
        const nextAction = typeof given === 'string' && given !== '' ? given : null
        return changes.patch(
          deal,
          { nextAction },
          nextAction === null ? `${deal.name} next step removed` : `${deal.name} next step set to “${nextAction}”`,
        )
      }}
    >
      {text}
    </InlineEdit>
  )
}

/** When the next step is due; late in the tone of risk, with the word. */
export function DueField({ deal, changes, today }: FieldProps & { today: string }) {
  const may = useMay('deals:write')
  const due = deal.nextActionDueOn
  const late = due !== null && due < today && deal.nextAction !== null
  const text =
    due === null ? (
      <span className="label">{deal.nextAction ? 'No date' : '–'}</span>
    ) : late ? (
      <span className="risk-text late">late, {dateText(due, today)}</span>
    ) : (
      dateText(due, today)
    )
  if (!may) return text
  return (
    <InlineEdit
      label={`Next step due of ${deal.name}`}
      edit={{ kind: 'date', value: due, today }}
      onSave={(given) => {
        const nextActionDueOn = typeof given === 'string' ? given : null
        return changes.patch(deal, { nextActionDueOn }, dateSet(deal.name, 'next step due', nextActionDueOn, today))
      }}
    >
      {text}
    </InlineEdit>
  )
}
