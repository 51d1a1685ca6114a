import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { api } from '../api.ts'

export type Job = Awaited<ReturnType<typeof api.jobs.list>>['items'][number]

const JobsPanel = lazy(() => import('./jobs-panel.tsx'))

/** Work that runs in the background, with its progress. The count is of what still runs. */
export function JobsBell() {
  const [state, setState] = useState<'open' | 'closed'>('closed')
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const jobs = useQuery({
    queryKey: ['jobs'],
    queryFn: () => api.jobs.list({}),
    refetchInterval: (query) =>
      query.state.data?.items.some((job) => job.state === 'running' || job.state === 'waiting') ? 2_000 : 60_000,
  })
  useEffect(() => {
    if (state === 'closed') return
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !root.current?.contains(event.target as Node))
        setState('closed')
    }
    document.addEventListener('keydown', close)
    document.addEventListener('pointerdown', close)
    return () => {
      document.removeEventListener('keydown', close)
      document.removeEventListener('pointerdown', close)
    }
  }, [state])
  const items = jobs.data?.items ?? []
  const running = items.filter((job) => job.state === 'running' || job.state === 'waiting').length
  return (
    <div className="bell" ref={root}>
      <IconButton
        label={running > 0 ? `Background work, ${running} running` : 'Background work'}
        aria-expanded={state === 'open'}
        aria-controls={id}
        onClick={() => setState(state === 'open' ? 'closed' : 'open')}
      >
        <IconBell size={17} stroke={1.6} />
        {running > 0 ? <span className="bell-count">{running}</span> : null}
      </IconButton>
      {state === 'open' ? (
        <Suspense fallback={null}>
          <JobsPanel id={id} items={items} now={new Date(jobs.dataUpdatedAt)} close={() => setState('closed')} />
        </Suspense>
      ) : null}
    </div>
  )
}
