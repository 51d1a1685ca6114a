import { Panel } from '../ui/panel.tsx'
import { Status } from '../ui/status.tsx'
import type { ImportReport } from './import-words.ts'

/** What the files say about themselves: how often, the clearest case, and what to do. The largest first within each file. */
export function WarningList({ warnings }: { warnings: ImportReport['warnings'] }) {
  if (warnings.length === 0)
    return (
      <Panel title="Quality of the files">
        <Status tone="good">Nothing stands out in the files.</Status>
      </Panel>
    )
  return (
    <Panel
      title="Quality of the files"
      hint={warnings.length === 1 ? 'One finding' : `${warnings.length} findings`}
      padding="flush"
      rule="line"
    >
      <ul className="warning-list">
        {warnings.map((warning, index) => (
          <li key={`${warning.kind} ${warning.file} ${index}`}>
            <span className="value">{warning.count.toLocaleString('en')}</span>
            <div>
              <p className="name">{warning.example}</p>
              <p className="label">{[warning.file, warning.advice].filter(Boolean).join(' · ')}</p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
