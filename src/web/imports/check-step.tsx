import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { useMay } from '../app/session.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { Empty } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import { CheckField } from '../ui/tick-field.tsx'
import { importQuery } from './import-query.ts'
import type { Import } from './import-words.ts'
import { RejectedRows } from './rejected-rows.tsx'
import { CountStrip, CountTable } from './report-counts.tsx'
import { WarningList } from './warning-list.tsx'

/** What would be stored, what is refused and why, and what is worth knowing about the data; then the one button that stores it. */
export function CheckStep({ item, draftState }: { item: Import; draftState: 'as read' | 'edited' }) {
  const mayImport = useMay('data:import')
  const { report } = item
  if (!report)
    return (
      <Empty
        title="The files have not been checked yet"
        action={
          <ButtonLink size="small" href={paths.data({ tab: 'imports', import: item.id, step: 'mapping' })}>
            Look at the mapping
          </ButtonLink>
        }
      />
    )
  return (
    <>
      <CountStrip report={report} rejected={item.rejectedCount} tense="ahead" />
      {mayImport && item.status === 'previewed' ? <StoreChoice item={item} draftState={draftState} /> : null}
      <Panel title="By kind" padding="flush">
        <CountTable report={report} tense="ahead" />
      </Panel>
      {item.rejectedCount > 0 ? <RejectedRows id={item.id} rejected={report.rejected} count={item.rejectedCount} /> : null}
      <WarningList warnings={report.warnings} />
    </>
  )
}

function StoreChoice({ item, draftState }: { item: Import; draftState: 'as read' | 'edited' }) {
  const queries = useQueryClient()
  const [strict, setStrict] = useState(false)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const store = async () => {
    setBusy(true)
    setProblem(undefined)
    try {
      queries.setQueryData(importQuery(item.id).queryKey, await api.imports.store({ id: item.id, withRejections: !strict }))
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : 'The server did not answer. Nothing was stored.')
    } finally {
      setBusy(false)
    }
  }
  const rows = `${item.rejectedCount.toLocaleString('en')} ${item.rejectedCount === 1 ? 'row is' : 'rows are'} rejected`
  const why =
    draftState === 'edited'
      ? 'The mapping was edited. Check it first'
      : strict && item.rejectedCount > 0
        ? `${rows}. Mend them and upload the files again, or store without them`
        : busy
          ? 'It begins'
          : undefined
  return (
    <Panel title="Store" hint="In one go: everything below is stored, or nothing is" rule="line">
      <div className="store-choice">
        <CheckField label="Store nothing if any row is rejected" checked={strict} onChange={setStrict} />
        <div className="import-actions">
          <Button look="primary" disabledReason={why} onClick={() => void store()}>
            {item.rejectedCount > 0 && !strict ? 'Store without the rejected rows' : 'Store'}
          </Button>
          {why && !busy ? <Status tone="warn">{why}</Status> : null}
          {problem ? (
            <span className="field-problem" role="alert">
              {problem}
            </span>
          ) : null}
          <ButtonLink href={paths.data({ tab: 'imports', import: item.id, step: 'mapping' })}>Back to the mapping</ButtonLink>
        </div>
      </div>
    </Panel>
  )
}
