import { IconX } from '@tabler/icons-react'
import { IconButton } from '../../ui/button.tsx'
import { instantText } from '../../ui/date-text.ts'
import '../../ui/panel.css'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Status, type Tone } from '../../ui/status.tsx'
import type { Job } from './jobs-bell.tsx'

const STATE: Record<Job['state'], { tone: Tone; word: string }> = {
  waiting: { tone: 'mute', word: 'Waiting' },
  running: { tone: 'info', word: 'Running' },
  done: { tone: 'good', word: 'Done' },
  failed: { tone: 'risk', word: 'Failed' },
}

/** What the bell opens, loaded when it is first opened: the newest work with its state and progress. */
export default function JobsPanel({
  id,
  items,
  now,
  close,
}: {
  id: string
  items: readonly Job[]
  now: Date
  close: () => void
}) {
  return (
    <section id={id} className="bell-panel" aria-label="Background work">
      <header className="panel-head panel-ruled">
        <h2>Background work</h2>
        <div className="panel-actions">
          <IconButton label="Close background work" size="small" onClick={close}>
            <IconX size={15} stroke={1.8} />
          </IconButton>
        </div>
      </header>
      {items.length === 0 ? <p className="bell-none label">Nothing runs, and nothing ran lately.</p> : null}
      <ul>
        {items.slice(0, 12).map((job) => (
          <JobRow key={job.id} job={job} now={now} />
        ))}
      </ul>
    </section>
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
