import { IconFileText, IconList, IconPlus, IconSitemap, IconTable } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useState, type ReactNode } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { dealRoute } from '../../app/routes.tsx'
import { useMay } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { useNarrow } from '../../ui/narrow.ts'
import { PageColumns } from '../../ui/page-header.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Empty, Failure, Skeleton } from '../../ui/state.tsx'
import { settingsQuery } from '../company-queries.ts'
import { positionsQuery } from '../deal-queries.ts'
import { AddPersonDialog } from './add-person-dialog.tsx'
import { benchmarks, isShown, type Show } from './benchmarks.ts'
import { CriteriaMatrix } from './criteria-matrix.tsx'
import { DaySlider } from './day-slider.tsx'
import { PeopleList } from './people-list.tsx'
import { PeopleMenu } from './people-menu.tsx'
import { mapQuery, threadsQuery, type MapGhost } from './people-queries.ts'
import { peopleRows } from './people-rows.ts'
import { PeopleStrip } from './people-strip.tsx'
import { PersonInspector } from './person-inspector.tsx'
import { usePositionChanges } from './position-changes.ts'
import { PromisesPanel } from './promises-panel.tsx'
import { RecordPanel } from './record-panel.tsx'
import { RecommendedPanel } from './recommended-panel.tsx'
import { RiskLine } from './risk-line.tsx'
import { SavePlansPanel } from './save-plans-panel.tsx'
import { SuggestionsDialog } from './suggestions-dialog.tsx'
import './people.css'

const HandOverView = lazy(() => import('../hand-over/hand-over-view.tsx').then((part) => ({ default: part.HandOverView })))
const PeopleMap = lazy(() => import('./people-map.tsx').then((part) => ({ default: part.PeopleMap })))

const VIEWS = ['map', 'list', 'criteria', 'pack'] as const
type View = (typeof VIEWS)[number]

interface PeopleTabProps {
  deal: Opportunity
  today: string
  /** Whose inspector is open. */
  person: string | undefined
  inspector: ReactNode
}

/** The people on the deal, as a map or as a list, on any day: who decides, who is engaged, who stands how to whom, and who is missing. */
export function PeopleTab({ deal, today, person, inspector }: PeopleTabProps) {
  const search = dealRoute.useSearch()
  const { go, show } = usePeopleSearch()
  const narrow = useNarrow()
  const mayWrite = useMay('deals:write')
  const asOf = search.asOf !== undefined && search.asOf < today ? search.asOf : undefined
  const positions = useQuery(positionsQuery(deal.id))
  const threading = useQuery(threadsQuery(deal.id, asOf))
  const map = useQuery(mapQuery(deal.id, asOf))
  const settings = useQuery(settingsQuery).data?.threading
  const changes = usePositionChanges(deal.id)
  const [adding, setAdding] = useState<'open' | 'closed'>('closed')
  const [ghost, setGhost] = useState<MapGhost>()
  const close = useCallback(() => show(undefined), [show])
  const onDay = useCallback((day: string | undefined) => go({ asOf: day }), [go])
  const rows = useMemo(
    () =>
      peopleRows({
        positions: asOf === undefined ? positions.data?.items : undefined,
        threading: threading.data,
        map: map.data,
      }),
    [positions.data, threading.data, map.data, asOf],
  )
  const chosen = search.show ?? 'everyone'
  const needed = useMemo(() => new Set<string>(threading.data?.cover.flatMap(({ anyOf }) => anyOf)), [threading.data])
  const shown = useMemo(
    () => rows.filter((row) => isShown(row, chosen, { engagement: settings?.targets.averageEngagement ?? 0, needed })),
    [rows, chosen, settings, needed],
  )
  const faded = useMemo(() => new Set(rows.filter((row) => !shown.includes(row)).map(({ id }) => id)), [rows, shown])
  const view: View = VIEWS.find((one) => one === search.view) ?? (narrow ? 'list' : 'map')
  const open = rows.find(({ records }) => person !== undefined && records.includes(person))
  const failure = positions.error ?? threading.error ?? map.error
  const activeWithinDays = settings?.activeWithinDays ?? 30
  const day = asOf ?? today
  const add =
    mayWrite && asOf === undefined ? (
      <Button icon={<IconPlus size={15} aria-hidden="true" />} onClick={() => setAdding('open')}>
        Add person
      </Button>
    ) : null
  return (
    <PageColumns
      aside={
        inspector ??
        (open ? (
          <PersonInspector
            key={open.id}
            deal={deal}
            row={open}
            map={map.data}
            gaps={threading.data?.gaps ?? []}
            changes={changes}
            today={day}
            past={asOf !== undefined}
            onClose={close}
          />
        ) : null)
      }
    >
      <div className="people-bar">
        <h2>{deal.account ? `People at ${deal.account.name}` : 'People'}</h2>
        <div className="page-actions">
          <Segmented
            label="View"
            value={view}
            onChange={(next) => go({ view: next })}
            segments={[
              { value: 'map', label: 'Map', icon: <IconSitemap size={15} stroke={1.6} aria-hidden="true" /> },
              { value: 'list', label: 'List', icon: <IconList size={15} stroke={1.6} aria-hidden="true" /> },
              { value: 'criteria', label: 'Criteria', icon: <IconTable size={15} stroke={1.6} aria-hidden="true" /> },
              { value: 'pack', label: 'Hand-over', icon: <IconFileText size={15} stroke={1.6} aria-hidden="true" /> },
            ]}
          />
          {rows.length > 0 ? (
            <PeopleMenu deal={deal} map={map.data} rows={rows} asOf={asOf} today={day} activeWithinDays={activeWithinDays} />
          ) : null}
          {add}
        </div>
      </div>
      {threading.data && rows.length > 0 && view !== 'pack' ? <RiskLine threading={threading.data} onOpen={show} /> : null}
      {view === 'pack' ? null : <SavePlansPanel deal={deal} asOf={asOf} today={day} onOpen={show} />}
      {threading.data && rows.length > 0 && view !== 'pack' ? (
        <PeopleStrip
          benchmarks={benchmarks(threading.data)}
          show={chosen}
          onShow={(next) => go({ show: next === 'everyone' ? undefined : next })}
        />
      ) : null}
      {map.data && (view !== 'pack' || asOf !== undefined) ? (
        <DaySlider days={map.data.days} asOf={asOf} today={today} onDay={onDay} />
      ) : null}
      {failure && rows.length === 0 ? (
        <Failure
          title="Could not load the people"
          onRetry={() => void Promise.all([positions.refetch(), threading.refetch(), map.refetch()])}
        >
          {failure.message}
        </Failure>
      ) : null}
      {!failure && !(positions.data && map.data) ? <Skeleton lines={[100, 100, 100, 100]} label="Loading the people" /> : null}
      {positions.data && map.data && rows.length === 0 && map.data.ghosts.length === 0 ? (
        <Empty title="Nobody is on this deal yet" action={add}>
          Add the people who decide, use and pay.
        </Empty>
      ) : null}
      {view === 'map' && map.data && rows.length + map.data.ghosts.length > 0 ? (
        <Suspense fallback={<Skeleton lines={[100, 100, 100, 100]} label="Loading the map" />}>
          <PeopleMap
            name={deal.name}
            map={map.data}
            rows={rows}
            today={day}
            activeWithinDays={activeWithinDays}
            selected={open?.id}
            faded={faded}
            onOpen={show}
            onGhost={setGhost}
          />
        </Suspense>
      ) : null}
      {view === 'list' && rows.length > 0 ? (
        <PeopleList
          deal={deal}
          rows={shown}
          of={rows.length}
          map={map.data}
          changes={changes}
          current={open?.id}
          mayWrite={mayWrite}
          today={day}
          activeWithinDays={activeWithinDays}
          onOpen={show}
          onGhost={setGhost}
        />
      ) : null}
      {view === 'criteria' ? <CriteriaMatrix deal={deal} asOf={asOf} today={day} /> : null}
      {view === 'pack' ? (
        <Suspense fallback={<Skeleton lines={[100, 100, 100, 100]} label="Loading the hand-over pack" />}>
          <HandOverView key={deal.id} deal={deal} asOf={asOf} today={day} />
        </Suspense>
      ) : null}
      {rows.length > 0 && view !== 'pack' ? <PromisesPanel deal={deal} rows={rows} asOf={asOf} today={day} /> : null}
      {threading.data && rows.length > 0 && view !== 'pack' ? <RecordPanel threading={threading.data} /> : null}
      {asOf === undefined && view !== 'pack' ? <RecommendedPanel deal={deal} /> : null}
      {adding === 'open' ? (
        <AddPersonDialog
          deal={deal}
          taken={new Set(rows.flatMap(({ records }) => records))}
          onClose={() => setAdding('closed')}
        />
      ) : null}
      {ghost ? <SuggestionsDialog deal={deal} ghost={ghost} onClose={() => setGhost(undefined)} /> : null}
    </PageColumns>
  )
}

interface PeopleSearch {
  readonly asOf?: string | undefined
  readonly show?: Exclude<Show, 'everyone'> | undefined
  readonly view?: View | undefined
}

/** What is looked at stands in the address: filters replace it, an opened person is one step back. */
function usePeopleSearch() {
  const navigate = useNavigate()
  const go = useCallback(
    (change: PeopleSearch) =>
      void navigate({
        from: dealRoute.fullPath,
        search: (before) => ({ ...before, ...change }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
  const show = useCallback(
    (id: string | undefined) =>
      void navigate({
        from: dealRoute.fullPath,
        search: (before) => ({ ...before, person: id, why: undefined }),
        resetScroll: false,
      }),
    [navigate],
  )
  return { go, show }
}
