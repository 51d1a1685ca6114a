import { IconArrowDown, IconArrowUp, IconDots, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  FORECAST_CATEGORIES,
  FORECAST_LABELS,
  ForecastCategory,
  Stage,
  STAGE_LABELS,
  STAGES,
  type Pipeline,
  type PipelineStage,
} from '../../domain/opportunities/stage.ts'
import { useMay } from '../app/session.ts'
import { pipelinesQuery } from '../deals/company-queries.ts'
import { Button } from '../ui/button.tsx'
import { InlineEdit } from '../ui/inline-edit.tsx'
import { MenuButton } from '../ui/menu-button.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Empty, Skeleton } from '../ui/state.tsx'
import type { Column } from '../ui/table/column.ts'
import { DataTable } from '../ui/table/data-table.tsx'
import { NewPipelineDialog, NewStageDialog } from './new-stage-dialogs.tsx'
import { QueryFailure } from './query-failure.tsx'
import { useSaved } from './saved-state.ts'
import { WideScreenNote } from './wide-screen-note.tsx'
import { useStageChange, type StageChange } from './stage-change.ts'

const STAGE_OPTIONS = STAGES.map((stage) => ({ value: stage, label: STAGE_LABELS[stage] }))
const NO_CATEGORY = 'none'
const CATEGORY_OPTIONS = [
  { value: NO_CATEGORY, label: 'None' },
  ...FORECAST_CATEGORIES.map((one) => ({ value: one, label: FORECAST_LABELS[one] })),
]
const USE_OPTIONS = [
  { value: 'yes', label: 'In use' },
  { value: 'no', label: 'Not in use' },
]

/** The company's pipelines and stages, and the common stage that each of them stands for. */
export function StagesSection() {
  const pipelines = useQuery(pipelinesQuery)
  const may = useMay('settings:write')
  const change = useStageChange()
  const [addingTo, setAddingTo] = useState<Pipeline>()
  const [adding, setAdding] = useState<'open' | 'closed'>('closed')
  if (pipelines.isLoadingError) return <QueryFailure what="the pipelines" query={pipelines} />
  return (
    <>
      <PageHeader
        title="Stages"
        note="Your names on the left, the common stage that forecasts and reports read them as"
        actions={
          may ? (
            <Button look="primary" icon={<IconPlus size={15} stroke={1.8} />} onClick={() => setAdding('open')}>
              New pipeline
            </Button>
          ) : null
        }
      />
      {pipelines.data ? (
        pipelines.data.items.length === 0 ? (
          <Empty title="There is no pipeline yet">An import brings the pipelines and stages of the CRM with it.</Empty>
        ) : (
          toldApart(pipelines.data.items).map((pipeline) => (
            <Panel
              key={pipeline.id}
              title={pipeline.name}
              hint={`${pipeline.stages.filter((stage) => stage.active).length} stages in use`}
              padding="flush"
              actions={
                may ? (
                  <Button
                    size="small"
                    icon={<IconPlus size={14} stroke={1.8} />}
                    aria-label={`Add a stage to ${pipeline.name}`}
                    onClick={() => setAddingTo(pipeline)}
                  >
                    Add a stage
                  </Button>
                ) : null
              }
            >
              {may ? <WideScreenNote what="Stages" /> : null}
              <DataTable
                label={`Stages of ${pipeline.name}`}
                rows={pipeline.stages}
                columns={may ? [...columns(change), orderColumn(pipeline, change)] : columns(undefined)}
                rowId={(stage) => stage.id}
                rowName={(stage) => stage.name}
                empty={<Empty title="This pipeline has no stages" />}
                phone={(stage) => ({
                  title: stage.name,
                  status: [
                    stage.canonical === 'closed_won' || stage.canonical === 'closed_lost'
                      ? STAGE_LABELS[stage.canonical]
                      : `Read as ${STAGE_LABELS[stage.canonical]}`,
                    stage.active ? '' : 'not in use',
                  ]
                    .filter(Boolean)
                    .join(', '),
                  number: percent(stage.probability),
                })}
              />
            </Panel>
          ))
        )
      ) : (
        <Skeleton />
      )}
      {addingTo ? <NewStageDialog pipeline={addingTo} onClose={() => setAddingTo(undefined)} /> : null}
      <NewPipelineDialog state={adding} onClose={() => setAdding('closed')} />
    </>
  )
}

/** Pipelines of the same name, as two imports may bring them, with a number behind the name from the second on. */
function toldApart(pipelines: readonly Pipeline[]): Pipeline[] {
  return pipelines.map((pipeline, index) => {
    const place = pipelines.slice(0, index + 1).filter((one) => one.name === pipeline.name).length
    return place === 1 ? pipeline : { ...pipeline, name: `${pipeline.name} (${place})` }
  })
}

function columns(change: StageChange | undefined): Column<PipelineStage>[] {
  const choice = (
    stage: PipelineStage,
    what: string,
    value: string,
    options: readonly { value: string; label: string }[],
    onSave: (value: string) => Promise<void>,
  ) => {
    const shown = options.find((option) => option.value === value)?.label ?? '–'
    return change ? (
      <InlineEdit
        label={`${what} of ${stage.name}`}
        edit={{ kind: 'select', value, options }}
        onSave={(next) => onSave(String(next))}
      >
        {shown}
      </InlineEdit>
    ) : (
      shown
    )
  }
  return [
    {
      id: 'name',
      header: 'Stage',
      value: (stage) => stage.name,
      width: 150,
      grow: 2,
      priority: 1,
      cell: (stage) => {
        const shown = <span className={stage.active ? 'name clip' : 'clip'}>{stage.name}</span>
        return change ? (
          <InlineEdit
            label={`Name of ${stage.name}`}
            edit={{ kind: 'text', value: stage.name }}
            onSave={async (next) => {
              if (!next) throw new Error('A stage needs a name.')
              await change(stage, { name: String(next) }, `${stage.name} renamed to ${next}`)
            }}
          >
            {shown}
          </InlineEdit>
        ) : (
          shown
        )
      },
    },
    {
      id: 'canonical',
      header: 'Read as',
      value: (stage) => STAGE_LABELS[stage.canonical],
      width: 130,
      grow: 1,
      priority: 1,
      cell: (stage) =>
        choice(stage, 'Common stage', stage.canonical, STAGE_OPTIONS, async (next) => {
          const canonical = Stage.parse(next)
          await change?.(stage, { canonical }, `${stage.name} is read as ${STAGE_LABELS[canonical]}`)
        }),
    },
    {
      id: 'category',
      header: 'Forecast',
      value: (stage) => stage.forecastCategory,
      width: 120,
      grow: 1,
      priority: 2,
      cell: (stage) =>
        choice(stage, 'Forecast category', stage.forecastCategory ?? NO_CATEGORY, CATEGORY_OPTIONS, async (next) => {
          const forecastCategory = next === NO_CATEGORY ? null : ForecastCategory.parse(next)
          await change?.(
            stage,
            { forecastCategory },
            `Forecast of ${stage.name} set to ${forecastCategory ? FORECAST_LABELS[forecastCategory] : 'none'}`,
          )
        }),
    },
    {
      id: 'probability',
      header: 'Win chance in the CRM',
      value: (stage) => stage.probability,
      align: 'end',
      width: 160,
      priority: 3,
      cell: (stage) =>
        change ? (
          <InlineEdit
            label={`Win chance of ${stage.name}`}
            align="end"
            edit={{ kind: 'text', value: stage.probability === null ? '' : String(stage.probability) }}
            onSave={async (next) => {
              const probability = percentOf(String(next ?? ''))
              await change(stage, { probability }, `Win chance of ${stage.name} set to ${percent(probability)}`)
            }}
          >
            {percent(stage.probability)}
          </InlineEdit>
        ) : (
          percent(stage.probability)
        ),
    },
    {
      id: 'active',
      header: 'Use',
      value: (stage) => (stage.active ? 'yes' : 'no'),
      width: 110,
      priority: 4,
      cell: (stage) =>
        choice(stage, 'Use', stage.active ? 'yes' : 'no', USE_OPTIONS, async (next) =>
          change?.(
            stage,
            { active: next === 'yes' },
            next === 'yes' ? `${stage.name} is in use` : `${stage.name} is no longer in use`,
          ),
        ),
    },
  ]
}

function orderColumn(pipeline: Pipeline, change: StageChange): Column<PipelineStage> {
  return {
    id: 'order',
    header: 'Actions',
    head: <span className="unseen">Actions</span>,
    value: () => null,
    sort: 'none',
    align: 'end',
    width: 52,
    priority: 1,
    cell: (stage) => <OrderMenu stage={stage} stages={pipeline.stages} change={change} />,
  }
}

function OrderMenu({ stage, stages, change }: { stage: PipelineStage; stages: readonly PipelineStage[]; change: StageChange }) {
  const { problem, save } = useSaved()
  const at = stages.findIndex((one) => one.id === stage.id)
  const move = (to: number) =>
    void save(() => change(stage, { position: to }, `${stage.name} moved ${to < at ? 'up' : 'down'}`, { position: at }))
  return (
    <span className="row-actions">
      {problem ? (
        <span className="field-problem" role="alert">
          {problem}
        </span>
      ) : null}
      <MenuButton
        look="icon"
        size="small"
        label={`Order of ${stage.name}`}
        icon={<IconDots size={16} />}
        groups={[
          {
            items: [
              {
                id: 'up',
                label: 'Move up',
                icon: <IconArrowUp size={15} />,
                disabledReason: at === 0 ? 'It is the first' : undefined,
                onSelect: () => move(at - 1),
              },
              {
                id: 'down',
                label: 'Move down',
                icon: <IconArrowDown size={15} />,
                disabledReason: at === stages.length - 1 ? 'It is the last' : undefined,
                onSelect: () => move(at + 1),
              },
            ],
          },
        ]}
      />
    </span>
  )
}

function percent(probability: number | null): string {
  return probability === null ? '–' : `${probability}%`
}

function percentOf(text: string): number | null {
  const bare = text.replace(/\s*%$/, '')
  if (bare === '') return null
  const value = Number(bare)
  if (!Number.isInteger(value) || value < 0 || value > 100) throw new Error('Write a whole percent from 0 to 100, or nothing.')
  return value
}
