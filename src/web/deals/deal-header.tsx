import { IconChevronLeft, IconChevronRight, IconDots, IconPencilPlus, IconTrash, IconUserShare } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { Opportunity, Segment } from '../../domain/opportunities/opportunity.ts'
import { isClosed, isOpen, type PipelineStage } from '../../domain/opportunities/stage.ts'
import { paths } from '../app/paths.ts'
import { useMay } from '../app/session.ts'
import { AiMark } from '../ui/ai-mark.tsx'
import { Avatar, initials } from '../ui/avatar.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import { dateText } from '../ui/date-text.ts'
import { RecordHeader, type Fact } from '../ui/facts.tsx'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { MenuButton, type MenuItem } from '../ui/menu-button.tsx'
import { StepDashes } from '../ui/progress-bar.tsx'
import { Status } from '../ui/status.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { PointsDelta } from './forecast/points-delta.tsx'
import { AssignDialog, DeleteDialog } from './deal-dialogs.tsx'
import { pipelinesQuery, useRates } from './company-queries.ts'
import { useDealChanges, type DealChanges } from './deal-changes.ts'
import { AmountField, CloseDateField, ForecastField, StageField } from './deal-field.tsx'
import type { DealTab } from './deal-page.tsx'
import { chanceText, daysInStage, SEGMENT_LABELS, SEGMENT_OPTIONS } from './deal-words.ts'
import type { Neighbours } from './list-order.ts'
import { stagesOf } from './stage-options.ts'
import type { DealOutlook } from './deal-queries.ts'

interface DealHeaderProps {
  deal: Opportunity
  forecast: NonNullable<DealOutlook['now']> | undefined
  /** Whether the forecast is still asked for. */
  forecastState: 'asked' | 'answered'
  mayForecast: boolean
  until: string
  today: string
  tab: DealTab
  /** How many people are on the deal, once known. */
  people: number | undefined
  neighbours: Neighbours | undefined
  move: (deal: Opportunity, to: PipelineStage) => Promise<void>
  why: 'open' | 'closed'
  onWhy: () => void
  onLog: () => void
  tabHref: (tab: DealTab) => string
}

/** Name, state, what can be done, the facts of the deal, edited where they stand, and the tabs. */
export function DealHeader(props: DealHeaderProps) {
  const { deal, today, tab, people, neighbours, mayForecast, onLog, tabHref } = props
  const mayLog = useMay('activities:write')
  return (
    <RecordHeader
      mark={initials(deal.account?.name ?? deal.name)}
      title={deal.name}
      status={<DealState deal={deal} today={today} />}
      actions={
        <>
          {neighbours ? <Steps neighbours={neighbours} tab={tab} /> : null}
          {mayLog ? (
            <Button icon={<IconPencilPlus size={15} stroke={1.6} aria-hidden="true" />} onClick={onLog}>
              Log update
            </Button>
          ) : null}
          <DealMenu deal={deal} back={neighbours?.href ?? paths.pipeline()} />
        </>
      }
      facts={useFacts(props)}
      tabs={
        <Tabs
          label={`Parts of ${deal.name}`}
          current={tab}
          tabs={[
            { id: 'overview', label: 'Overview', href: tabHref('overview') },
            { id: 'people', label: 'People', href: tabHref('people'), ...(people === undefined ? {} : { count: people }) },
            { id: 'activity', label: 'Activity', href: tabHref('activity') },
            ...(mayForecast ? [{ id: 'forecast', label: 'Forecast', href: tabHref('forecast') }] : []),
            { id: 'history', label: 'History', href: tabHref('history') },
          ]}
        />
      }
    />
  )
}

function useFacts({ deal, forecast, forecastState, mayForecast, until, today, move, why, onWhy }: DealHeaderProps): Fact[] {
  const changes = useDealChanges()
  const pipelines = useQuery(pipelinesQuery).data?.items
  const base = useRates()?.base ?? deal.amount?.currency ?? 'USD'
  const days = daysInStage(deal, today)
  const open = stagesOf(deal, pipelines).filter((stage) => isOpen(stage.canonical))
  const at = open.findIndex((stage) => stage.id === deal.stageId) + 1
  return [
    { id: 'amount', label: 'Amount', value: <AmountField deal={deal} changes={changes} base={base} style="exact" /> },
    isClosed(deal.stage)
      ? { id: 'closed', label: 'Closed on', value: deal.actualCloseOn ? dateText(deal.actualCloseOn, today) : 'Not known' }
      : {
          id: 'close',
          label: 'Close date',
          value: (
            <CloseDateField deal={deal} changes={changes} today={today}>
              {deal.closeDateMoves > 0 ? (
                <span className={deal.closeDateMoves >= 2 ? 'warn-text moves' : 'label moves'}>moved {deal.closeDateMoves}×</span>
              ) : null}
            </CloseDateField>
          ),
        },
    {
      id: 'stage',
      label: 'Stage',
      value: (
        <>
          <StageField deal={deal} pipelines={pipelines} move={move} />
          {at > 0 ? <StepDashes done={at} of={open.length} label={`Stage ${at} of ${open.length}`} /> : null}
          {days === null ? null : <span className="label">day {days}</span>}
        </>
      ),
    },
    { id: 'forecast', label: 'Forecast', value: <ForecastField deal={deal} changes={changes} /> },
    ...(isOpen(deal.stage) ? [winFact({ forecast, forecastState, mayForecast, until, today, why, onWhy })] : []),
    {
      id: 'owner',
      label: 'Owner',
      value: deal.owner ? (
        <>
          <Avatar name={deal.owner.name} />
          {deal.owner.name}
        </>
      ) : (
        <span className="label">Nobody</span>
      ),
    },
    { id: 'segment', label: 'Segment', value: <SegmentField deal={deal} changes={changes} /> },
  ]
}

function winFact({
  forecast,
  forecastState,
  mayForecast,
  until,
  today,
  why,
  onWhy,
}: Pick<DealHeaderProps, 'forecast' | 'forecastState' | 'mayForecast' | 'until' | 'today' | 'why' | 'onWhy'>): Fact {
  return {
    id: 'win',
    label: `Win by ${dateText(until, today)}`,
    origin: 'ai',
    value: mayForecast ? (
      <>
        <span className="ai-text">{forecast ? chanceText(forecast.winBy) : forecastState === 'asked' ? '…' : '–'}</span>
        {forecast?.change ? (
          <span title={`Since ${dateText(forecast.change.since, today)}`}>
            <PointsDelta change={forecast.change.winBy} />
            <span className="unseen"> in 14 days</span>
          </span>
        ) : null}
        <Button size="small" look="ai" icon={<AiMark />} aria-expanded={why === 'open'} onClick={onWhy}>
          Why
        </Button>
      </>
    ) : (
      <span className="label" role="img" aria-label="Not visible to you">
        –
      </span>
    ),
  }
}

function SegmentField({ deal, changes }: { deal: Opportunity; changes: DealChanges }) {
  const may = useMay('deals:write')
  const text = deal.segment ? SEGMENT_LABELS[deal.segment] : <span className="label">Not known</span>
  if (!may) return text
  return (
    <InlineEdit
      label={`Segment of ${deal.name}`}
      edit={{ kind: 'select', value: deal.segment ?? '', options: [{ value: '', label: 'Not known' }, ...SEGMENT_OPTIONS] }}
      onSave={(given) => {
        const segment = given === '' || given === null ? null : (given as Segment)
        return changes.patch(deal, { segment }, `${deal.name} segment set to ${segment ? SEGMENT_LABELS[segment] : 'not known'}`)
      }}
    >
      {text}
    </InlineEdit>
  )
}

function DealState({ deal, today }: { deal: Opportunity; today: string }) {
  if (deal.stage === 'closed_won')
    return (
      <Status tone="good" look="chip">
        Won
      </Status>
    )
  if (deal.stage === 'closed_lost')
    return (
      <Status tone="mute" look="chip">
        {deal.lostReason ? `Lost: ${deal.lostReason}` : 'Lost'}
      </Status>
    )
  return deal.expectedCloseOn && deal.expectedCloseOn < today ? (
    <Status tone="risk" look="chip">
      Past its close date
    </Status>
  ) : null
}

function Steps({ neighbours, tab }: { neighbours: Neighbours; tab: DealTab }) {
  const router = useRouter()
  const go = (id: string | undefined) => id && router.history.push(paths.deal(id, tab === 'overview' ? undefined : tab))
  return (
    <span className="deal-steps">
      <IconButton label="Previous deal of the list" disabled={!neighbours.previous} onClick={() => go(neighbours.previous)}>
        <IconChevronLeft size={16} stroke={1.8} />
      </IconButton>
      <span className="label">
        {neighbours.place} of {neighbours.of.toLocaleString('en')}
      </span>
      <IconButton label="Next deal of the list" disabled={!neighbours.next} onClick={() => go(neighbours.next)}>
        <IconChevronRight size={16} stroke={1.8} />
      </IconButton>
    </span>
  )
}

function DealMenu({ deal, back }: { deal: Opportunity; back: string }) {
  const may = useMay('deals:assign')
  const [dialog, setDialog] = useState<'assign' | 'delete'>()
  const account = deal.account
  const items: MenuItem[] = [
    ...(account ? [{ id: 'account', label: `Go to ${account.name}`, href: paths.account(account.id) }] : []),
    ...(may
      ? [
          {
            id: 'assign',
            label: 'Give to another owner',
            icon: <IconUserShare size={15} />,
            onSelect: () => setDialog('assign'),
          },
          {
            id: 'delete',
            label: 'Delete deal',
            icon: <IconTrash size={15} />,
            tone: 'risk' as const,
            onSelect: () => setDialog('delete'),
          },
        ]
      : []),
  ]
  if (items.length === 0) return null
  return (
    <>
      <MenuButton
        label={`Actions for ${deal.name}`}
        look="icon"
        icon={<IconDots size={16} aria-hidden="true" />}
        groups={[{ items }]}
      />
      {dialog === 'assign' ? <AssignDialog deal={deal} onClose={() => setDialog(undefined)} /> : null}
      {dialog === 'delete' ? <DeleteDialog deal={deal} back={back} onClose={() => setDialog(undefined)} /> : null}
    </>
  )
}
