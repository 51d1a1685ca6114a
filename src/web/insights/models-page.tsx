import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import '../accuracy/accuracy.css'
import { AlarmsNote } from '../accuracy/alarms-note.tsx'
import { api } from '../app/api.ts'
import { usePageTitle } from '../app/page-title.tsx'
import { paths } from '../app/paths.ts'
import { useMay } from '../app/session.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { Failure, NotEnoughData, Skeleton } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import { useToast } from '../ui/toast.tsx'
import { clockText } from '../forecast/forecast-words.ts'
import { ChallengersPanel } from './challengers-panel.tsx'
import { ChampionPanel } from './champion-panel.tsx'
import { DriftPanel } from './drift-panel.tsx'
import { VersionsPanel } from './versions-panel.tsx'

/** A trial that found nothing to judge by leaves no trace: the page stops asking after it. */
const PATIENCE_MS = 180_000

/** The model in use and those that were tried against it: data, calibration, drift, and why each serves or does not. */
export function ModelsPage() {
  usePageTitle([{ label: 'Insights' }, { label: 'Models' }])
  const mayRetrain = useMay('settings:write')
  const queries = useQueryClient()
  const toast = useToast()
  const [asked, setAsked] = useState<{ tries: number | null; at: number }>({ tries: null, at: 0 })
  const models = useQuery({
    queryKey: ['accuracy', 'models'],
    queryFn: ({ signal }) => api.accuracy.models({}, { signal }),
    refetchInterval: ({ state }) =>
      state.data?.trial || (state.data?.items.length === asked.tries && state.dataUpdatedAt - asked.at < PATIENCE_MS)
        ? 3_000
        : false,
  })
  const first = useMutation({
    mutationFn: () => api.accuracy.first({}),
    onSettled: () => queries.invalidateQueries({ queryKey: ['accuracy', 'models'] }),
  })
  const { mutate: startFirst, isIdle } = first
  const isMissing = models.data?.items.length === 0 && models.data.due && models.data.trial === null
  // Nobody should have to press a button, or wait for the night, to see what the product can find out by itself.
  useEffect(() => {
    if (isMissing && isIdle) startFirst()
  }, [isMissing, isIdle, startFirst])
  const accuracy = useQuery({
    queryKey: ['accuracy', 'report', 'quarter'],
    queryFn: ({ signal }) => api.accuracy.report({ period: 'quarter' }, { signal }),
  })
  const retrain = useMutation({
    mutationFn: () => api.accuracy.retrain({}),
    onSuccess: ({ started }) => {
      setAsked({ tries: models.data?.items.length ?? 0, at: Date.now() })
      toast({ text: started ? 'Another model is being fitted and judged' : 'Another model is being fitted already' })
      void queries.invalidateQueries({ queryKey: ['jobs'] })
    },
  })
  const champion = models.data?.items.find(({ state }) => state === 'champion')
  const header = (
    <PageHeader
      title="Models"
      actions={
        <>
          {champion ? <span className="label">{models.data?.next}</span> : null}
          <ButtonLink href={paths.accuracy()}>Accuracy</ButtonLink>
          {mayRetrain ? (
            <Button onClick={() => retrain.mutate()} disabled={retrain.isPending || !models.data}>
              Try another now
            </Button>
          ) : null}
        </>
      }
    />
  )
  if (models.isError && !models.data)
    return (
      <div className="page-stack">
        {header}
        <Failure title="Could not load the models" onRetry={() => void models.refetch()}>
          {models.error.message}
        </Failure>
      </div>
    )
  if (!models.data)
    return (
      <div className="page-stack" aria-busy="true">
        {header}
        <Skeleton lines={[100, 62, 62, 100, 100]} label="Loading the models" />
      </div>
    )
  const { items } = models.data
  const isWaiting = asked.tries === items.length && models.dataUpdatedAt - asked.at < PATIENCE_MS
  const report = accuracy.data?.report ?? null
  const tried = items.find(({ challengers }) => challengers !== null)
  return (
    <div className="page-stack models">
      {header}
      {report ? <AlarmsNote report={report} /> : null}
      {models.data.trial ? (
        <Trial trial={models.data.trial} />
      ) : isWaiting ? (
        <Status tone="ai">Another model is being fitted and judged</Status>
      ) : null}
      {champion ? (
        <ChampionPanel champion={champion} report={report} />
      ) : (
        <NotEnoughData title="No model has been chosen yet">{models.data.next}</NotEnoughData>
      )}
      {items.length > 0 ? <VersionsPanel models={items} /> : null}
      {tried?.challengers ? <ChallengersPanel challengers={tried.challengers} admitted={champion?.admitted ?? []} /> : null}
      {report ? <DriftPanel report={report} /> : null}
    </div>
  )
}

type Trial = NonNullable<Awaited<ReturnType<typeof api.accuracy.models>>['trial']>

/** The model that is being tried now, and how far it is. */
function Trial({ trial: { startedAt, step, done, steps } }: { trial: Trial }) {
  return (
    <div className="computing">
      <Status tone="ai">
        A model is being fitted and judged since {clockText(startedAt)}: {step.charAt(0).toLowerCase()}
        {step.slice(1)}
      </Status>
      <ProgressBar label="Steps done" value={done / steps} />
    </div>
  )
}
