import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { dataRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { FileDrop } from '../ui/file-drop.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { Empty } from '../ui/state.tsx'
import { bytesText } from './import-words.ts'
import './imports.css'
import { ImportSteps } from './import-steps.tsx'
import { readable, upload } from './upload.ts'

type Sending =
  | { state: 'idle' }
  | { state: 'sending'; files: number; bytes: number; share: number }
  | { state: 'failed'; problem: string }

/** Files are chosen or dropped, sent, and read at once: the next page says what is in them. */
export function NewImportPage() {
  const may = useMay('data:import')
  const navigate = dataRoute.useNavigate()
  const queries = useQueryClient()
  const [sending, setSending] = useState<Sending>({ state: 'idle' })
  const [leftOut, setLeftOut] = useState<string[]>([])
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])

  const take = async (given: File[]) => {
    const { taken, leftOut: others } = readable(given)
    setLeftOut(others)
    if (taken.length === 0)
      return setSending({ state: 'failed', problem: 'None of these is a CSV, TSV or ZIP file. Save a spreadsheet as CSV first.' })
    const controller = new AbortController()
    stop.current = controller
    const bytes = taken.reduce((sum, file) => sum + file.size, 0)
    setSending({ state: 'sending', files: taken.length, bytes, share: 0 })
    try {
      const made = await upload(
        taken,
        (share) => setSending({ state: 'sending', files: taken.length, bytes, share }),
        controller.signal,
      )
      // Reading begins by itself; if that fails the import's own page offers it again.
      await api.imports.preview({ id: made.id }).catch(() => undefined)
      void queries.invalidateQueries({ queryKey: ['imports'] })
      await navigate({ search: { tab: 'imports', import: made.id }, replace: true })
    } catch (reason) {
      setSending({
        state: 'failed',
        problem: reason instanceof Error ? reason.message : 'The files could not be sent. Nothing was stored.',
      })
    }
  }

  return (
    <div className="page-stack import-page">
      <PageHeader
        title="New import"
        actions={<ButtonLink href={paths.data({ tab: 'imports' })}>Back to the imports</ButtonLink>}
      />
      {may ? (
        <>
          <ImportSteps at="upload" />
          {sending.state === 'sending' ? (
            <Panel
              title="Sending the files"
              hint={`${sending.files === 1 ? 'One file' : `${sending.files} files`}, ${bytesText(sending.bytes)}`}
              rule="line"
            >
              <div className="import-progress">
                <ProgressBar value={sending.share} label="Sending the files" />
                <span className="label">
                  {sending.share < 1 ? `${Math.round(sending.share * 100)}% sent` : 'Sent; the server looks at the files'}
                </span>
                <Button size="small" onClick={() => stop.current?.abort()}>
                  Stop
                </Button>
              </div>
            </Panel>
          ) : (
            <Panel title="Files of your CRM" rule="line">
              <FileDrop
                label="Drop files, a folder or a ZIP here, or choose them"
                hint="CSV or TSV, one table per file, or a ZIP of them. Exports of Salesforce and HubSpot are recognised"
                accept=".csv,.tsv,.txt,.zip,text/csv,text/tab-separated-values,application/zip"
                folders="offered"
                problem={sending.state === 'failed' ? sending.problem : undefined}
                onFiles={(files) => void take(files)}
              />
              <p className="label import-note">
                Nothing is stored until you have seen what would be. The history files matter most: a forecast learns from how
                deals changed.
              </p>
            </Panel>
          )}
          {leftOut.length > 0 ? (
            <p
              className="label"
              role="status"
            >{`Left out, since they are no tables: ${leftOut.slice(0, 5).join(', ')}${leftOut.length > 5 ? ` and ${leftOut.length - 5} more` : ''}`}</p>
          ) : null}
        </>
      ) : (
        <Empty title="Not visible to you">Importing needs a right that your role does not have.</Empty>
      )}
    </div>
  )
}
