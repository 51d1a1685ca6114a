import { useCallback, useEffect, useState } from 'react'
import { paramOf } from '../forecast/forecast-search.ts'
import { ForecastShell, type Shown } from '../forecast/forecast-shell.tsx'
import { Button } from '../ui/button.tsx'
import { PageColumns } from '../ui/page-header.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { useToast } from '../ui/toast.tsx'
import { CasesPanel } from './cases-panel.tsx'
import { ComparePanel } from './compare-panel.tsx'
import { LeverEditor } from './lever-editor.tsx'
import type { Levers } from './levers-param.ts'
import { OutcomePanel } from './outcome-panel.tsx'
import { SaveDialog } from './save-dialog.tsx'
import { SavedPanel } from './saved-panel.tsx'
import { useScenario } from './scenario-state.ts'
import './scenarios.css'
import { TargetPanel } from './target-panel.tsx'
import { TornadoPanel } from './tornado-panel.tsx'

/** What if: levers on the forecast, saved ones, what moves it most, its best and worst case, and the way to the quota. */
export function ScenariosPage() {
  return <ForecastShell view="scenarios">{(shown) => <ScenariosShown {...shown} />}</ForecastShell>
}

/** What has come cannot come out otherwise: of a period that is over, only what was saved is shown. */
function ScenariosShown(shown: Shown) {
  const { board, search, today, onSearch } = shown
  const { period, asOf } = board.projection
  if (asOf <= period.end || search.scenario !== undefined) return <Pulled {...shown} />
  return (
    <>
      <Empty title="The period is over">Nothing in it can come out otherwise. Choose one that is still to end.</Empty>
      <SavedPanel search={search} today={today} onSearch={onSearch} />
    </>
  )
}

function Pulled({ board, search, today, onSearch }: Shown) {
  const state = useScenario(search, today, onSearch)
  const [dialog, setDialog] = useState<'none' | 'save'>('none')
  const { saved, preview, replace } = state
  const use = useCallback((levers: Levers) => replace(levers, 'Path to quota is the scenario now'), [replace])
  const elsewhere = saved !== undefined && search.period === undefined
  useEffect(() => {
    // A bare link to a scenario opens on the period and part that it was made for.
    if (!elsewhere || !saved) return
    const node = saved.team ? paramOf(`team:${saved.team.id}`) : saved.owner ? paramOf(`person:${saved.owner.id}`) : undefined
    onSearch({ period: saved.period, node })
  }, [elsewhere, saved, onSearch])
  const compared = search.compare ?? []
  return (
    <PageColumns
      aside={
        <div className="page-stack scenario-side no-print">
          <LeverEditor state={state} board={board} search={search} today={today} onSave={() => setDialog('save')} />
        </div>
      }
    >
      <WiderScreen />
      {state.savedFailure ? (
        <Empty
          title="There is no such scenario"
          action={
            <Button size="small" onClick={() => onSearch({ scenario: undefined, levers: undefined })}>
              Show the forecast
            </Button>
          }
        >
          {state.savedFailure.message}
        </Empty>
      ) : preview ? (
        <OutcomePanel state={state} preview={preview} today={today} />
      ) : state.failure ? (
        <Failure title="Could not figure the scenario" onRetry={state.retry}>
          {state.failure.message}
        </Failure>
      ) : (
        <Skeleton lines={[100, 100, 70, 70]} label="Figuring the scenario" />
      )}
      {compared.length > 1 ? <ComparePanel ids={compared} /> : null}
      <SavedPanel search={search} today={today} onSearch={onSearch} />
      <CasesPanel search={search} today={today} />
      <div className="scenario-pair">
        <TornadoPanel search={search} today={today} />
        <TargetPanel board={board} search={search} today={today} onUse={use} />
      </div>
      {dialog === 'save' ? (
        <SaveDialog
          levers={state.levers}
          own={saved?.mine ? saved : undefined}
          search={search}
          today={today}
          onSearch={onSearch}
          onClose={() => setDialog('none')}
        />
      ) : null}
    </PageColumns>
  )
}

/** On a phone scenarios are read; they are built where levers and figures stand side by side. */
function WiderScreen() {
  const toast = useToast()
  return (
    <div className="scenario-phone">
      <Empty
        title="Scenarios are built on a wider screen"
        action={
          <Button
            size="small"
            onClick={() =>
              void navigator.clipboard.writeText(location.href).then(
                () => toast({ text: 'Link copied' }),
                () => toast({ text: 'The browser did not allow to copy the link' }),
              )
            }
          >
            Copy link
          </Button>
        }
      >
        Saved ones can be read and compared here.
      </Empty>
    </div>
  )
}
