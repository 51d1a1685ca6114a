import { Button } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { Empty, Failure, NotEnoughData, Skeleton } from '../ui/state.tsx'
import { useToast } from '../ui/toast.tsx'

/** Loading, empty, not enough data, failed. */
export function StateSpecimens() {
  const toast = useToast()
  return (
    <div className="kit-row">
      <Panel title="Loading">
        <Skeleton />
        <p className="label">Skeleton after 200 ms, in the shape of the content. Old data stays visible while it refreshes.</p>
      </Panel>
      <Panel title="Empty">
        <Empty
          title="No deals match these filters"
          action={
            <Button size="small" onClick={() => toast({ text: 'Filter removed' })}>
              Remove that filter
            </Button>
          }
        >
          26 deals are hidden by “Closes this quarter”.
        </Empty>
      </Panel>
      <Panel title="Not enough data">
        <NotEnoughData
          title="No projection for Mid-market yet"
          action={
            <Button size="small" onClick={() => toast({ text: 'Import opened' })}>
              Import history
            </Button>
          }
        >
          18 closed deals, 50 are needed. Weighted pipeline is shown instead.
        </NotEnoughData>
      </Panel>
      <Panel title="Error">
        <Failure title="Could not load the rollup" reference="7F3A" onRetry={() => toast({ text: 'Asked again' })}>
          The server did not answer. Your call is saved.
        </Failure>
      </Panel>
    </div>
  )
}
