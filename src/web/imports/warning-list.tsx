import { Panel } from '../ui/panel.tsx'
import { Status } from '../ui/status.tsx'
import type { ImportReport } from './import-words.ts'

type Warning = ImportReport['warnings'][number]

/** Kinds that say how a file was read and ask for nothing. */
const NOTED = new Set(['line-endings', 'encoding', 'kept-as-custom', 'empty-column', 'constant-column'])

/** What the files say about themselves: how often, the clearest case, and what to do. What asks for nothing is folded at the end. */
export function WarningList({ warnings }: { warnings: readonly Warning[] }) {
  const findings = warnings.filter((warning) => !NOTED.has(warning.kind))
  const noted = warnings.filter((warning) => NOTED.has(warning.kind))
  return (
    <Panel
      title="Quality of the files"
      hint={findings.length === 0 ? undefined : findings.length === 1 ? 'One finding' : `${findings.length} findings`}
      padding="flush"
      rule="line"
    >
      {findings.length === 0 ? (
        <p className="warning-none">
          <Status tone="good">Nothing stands out in the files</Status>
        </p>
      ) : (
        <Lines warnings={findings} />
      )}
      {noted.length > 0 ? (
        <details className="warning-noted">
          <summary>
            {noted.length === 1 ? 'One note on how the files were read' : `${noted.length} notes on how the files were read`}
          </summary>
          <Lines warnings={noted} />
        </details>
      ) : null}
    </Panel>
  )
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function Lines({ warnings }: { warnings: readonly Warning[] }) {
  return (
    <ul className="warning-list">
      {warnings.map((warning, index) => (
        <li key={`${warning.kind} ${warning.file} ${index}`}>
          <span className="value">{warning.count.toLocaleString('en')}</span>
          <div>
            <p className="name">{sentence(warning.example)}</p>
            <p className="label">{[warning.file, warning.advice].filter(Boolean).join(' · ')}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
