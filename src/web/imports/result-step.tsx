import { paths } from '../app/paths.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { Status } from '../ui/status.tsx'
import type { Import } from './import-words.ts'
import { RejectedRows } from './rejected-rows.tsx'
import { CountStrip, CountTable } from './report-counts.tsx'
import { WarningList } from './warning-list.tsx'

/** What came of the import, and where to look at it. */
export function ResultStep({ item }: { item: Import }) {
  const { report } = item
  if (!report) return <Status tone="good">This import is stored.</Status>
  return (
    <>
      <CountStrip report={report} rejected={item.rejectedCount} tense="done" />
      <div className="result-links">
        <ButtonLink look="primary" href={paths.pipeline()}>
          Go to the pipeline
        </ButtonLink>
        <ButtonLink href={paths.data()}>See what to mend</ButtonLink>
        <ButtonLink href={paths.settings('audit', { noun: 'import' })}>See it in the audit log</ButtonLink>
      </div>
      <Panel title="By kind" padding="flush">
        <CountTable report={report} tense="done" />
      </Panel>
      {item.rejectedCount > 0 ? <RejectedRows id={item.id} rejected={report.rejected} count={item.rejectedCount} /> : null}
      <WarningList warnings={report.warnings} />
    </>
  )
}
