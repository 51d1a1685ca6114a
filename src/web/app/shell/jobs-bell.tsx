import { IconBell, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { instantText } from '../../ui/date-text.ts'
import '../../ui/panel.css'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Status, type Tone } from '../../ui/status.tsx'
import { api } from '../api.ts'

type Job = Awaited<ReturnType<typeof api.jobs.list>>['items'][number]

const STATE: Record<Job['state'], { tone: Tone; word: string }> = {
  waiting: { tone: 'mute', word: 'Waiting' },
  running: { tone: 'info', word: 'Running' },
  done: { tone: 'good', word: 'Done' },
  failed: { tone: 'risk', word: 'Failed' },
}

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
        <section id={id} className="bell-panel" aria-label="Background work">
          <header className="panel-head panel-ruled">
            <h2>Background work</h2>
            <div className="panel-actions">
              <IconButton label="Close background work" size="small" onClick={() => setState('closed')}>
                <IconX size={15} stroke={1.8} />
              </IconButton>
            </div>
          </header>
          {items.length === 0 ? <p className="bell-none label">Nothing runs, and nothing ran lately.</p> : null}
          <ul>
            {items.slice(0, 12).map((job) => (
              <JobRow key={job.id} job={job} now={new Date(jobs.dataUpdatedAt)} />
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}

function JobRow({ job, now }: { job: Job; now: Date }) {
  const at = job.endedAt ?? job.startedAt
  return (
    <li className="bell-job">
      <span className="name">{job.title}</span>
      <Status tone={STATE[job.state].tone}>{STATE[job.state].word}</Status>
      {job.state === 'running' ? <ProgressBar value={job.progress} label={job.title} /> : null}
      {job.problem ? <span className="risk-text">{job.problem}</span> : null}
      {at ? <span className="label">{instantText(at, now)}</span> : null}
    </li>
  )
}
