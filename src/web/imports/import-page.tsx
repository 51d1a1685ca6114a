import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { paths } from '../app/paths.ts'
import { dataRoute } from '../app/routes.tsx'
import { useMay } from '../app/session.ts'
import { today } from '../deals/today.ts'
import { momentText } from '../settings/moment-text.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { Empty, Failure, Skeleton } from '../ui/state.tsx'
import { Status } from '../ui/status.tsx'
import { useToast } from '../ui/toast.tsx'
import { CheckStep } from './check-step.tsx'
import { useDraftMapping } from './draft-mapping.ts'
import { FilesStep } from './files-step.tsx'
import { importQuery, isBusy } from './import-query.ts'
import { ImportSteps, type ImportStep } from './import-steps.tsx'
import { recognisedText, STATUS_WORDS, type Import, type Mapping } from './import-words.ts'
import './imports.css'
import { blankMapping } from './mapping-edit.ts'
import { MappingStep } from './mapping-step.tsx'
import { ResultStep } from './result-step.tsx'

/** One import, at the step that the address names; it can be left and gone on with at any time before it is stored. */
export function ImportPage({ id }: { id: string }) {
  const found = useQuery(importQuery(id))
  const { step = 'files' } = dataRoute.useSearch()
  const mayImport = useMay('data:import')
  const back = <ButtonLink href={paths.data({ tab: 'imports' })}>Back to the imports</ButtonLink>
  if (found.isLoadingError)
    return (
      <>
        <PageHeader title="Import" actions={back} />
        <Failure title="Could not load the import" onRetry={() => void found.refetch()}>
          {found.error.message} What was stored is safe.
        </Failure>
      </>
    )
  if (!found.data) return <Skeleton />
  const item = found.data
  const { tone, word } = STATUS_WORDS[item.status]
  const discardable = mayImport && (item.status === 'uploaded' || item.status === 'previewed' || item.status === 'failed')
  return (
    <div className="page-stack import-page">
      <PageHeader
        title="Import"
        controls={
          <Status tone={tone} look="chip">
            {word}
          </Status>
        }
        note={`${recognisedText(item.recognised)}, uploaded ${momentText(item.createdAt, today())}${item.by ? ` by ${item.by}` : ''}`}
        actions={
          <>
            {discardable ? <Discard id={id} /> : null}
            {back}
          </>
        }
      />
      <ImportSteps at={stepOf(item, step)} />
      <Content key={item.status} item={item} step={step} />
    </div>
  )
}

function stepOf(item: Import, step: 'files' | 'mapping' | 'check'): ImportStep {
  if (item.status === 'stored') return 'result'
  if (item.status === 'storing') return 'check'
  return item.mapping || item.status === 'failed' ? step : 'files'
}

function Content({ item, step }: { item: Import; step: 'files' | 'mapping' | 'check' }) {
  const draft = useDraftMapping(item.id, item.mapping ?? (item.status === 'failed' ? blankMapping(item.files) : null))
  const { preview, problem } = usePreview(item.id)
  const mayImport = useMay('data:import')
  const read = async (mapping?: Mapping) => {
    if (await preview(mapping)) draft.forget()
  }
  if (isBusy(item.status)) return <Working item={item} />
  if (item.status === 'stored') return <ResultStep item={item} />
  if (item.status === 'discarded')
    return (
      <Empty title="This import was thrown away">
        Nothing of it was stored, and its files are gone. Upload them again to import them.
      </Empty>
    )
  return (
    <>
      {item.status === 'failed' ? (
        <Failure title="The import failed" onRetry={mayImport ? () => void read(draft.mapping) : undefined}>
          {item.problem ?? 'The reason is not known.'} Nothing was stored; the files and the mapping are still here.
        </Failure>
      ) : null}
      {problem ? <Failure title="The files could not be read">{problem} Nothing was stored.</Failure> : null}
      {draft.mapping === undefined || step === 'files' ? (
        <FilesStep
          item={item}
          mapping={draft.mapping}
          onRead={mayImport && item.status === 'uploaded' ? () => void read() : undefined}
        />
      ) : step === 'mapping' ? (
        <MappingStep
          item={item}
          draft={draft}
          mapping={draft.mapping}
          onRead={mayImport ? (mapping) => void read(mapping) : undefined}
        />
      ) : (
        <CheckStep item={item} draftState={draft.state} />
      )}
    </>
  )
}

/** Reads the files again, and goes to the check. Resolves to whether that began. */
function usePreview(id: string) {
  const queries = useQueryClient()
  const navigate = dataRoute.useNavigate()
  const [problem, setProblem] = useState<string>()
  const preview = async (mapping?: Mapping) => {
    setProblem(undefined)
    try {
      const begun = await api.imports.preview({ id, ...(mapping ? { mapping } : {}) })
      queries.setQueryData(importQuery(id).queryKey, begun)
      if (mapping) await navigate({ search: (before) => ({ ...before, step: 'check', file: undefined }) })
      return true
    } catch (reason) {
      setProblem(reason instanceof Error ? reason.message : 'The server did not answer.')
      return false
    }
  }
  return { preview, problem }
}

function Working({ item }: { item: Import }) {
  const storing = item.status === 'storing'
  const title = storing ? 'Storing' : 'Reading the files'
  return (
    <Panel
      title={title}
      hint={storing ? (item.progress?.step ?? 'It begins in a moment') : triedText(item.progress?.step)}
      rule="line"
    >
      <div className="import-progress">
        <ProgressBar value={item.progress?.done ?? null} label={title} />
        <span className="label">
          {storing
            ? 'Everything is stored in one go, or nothing is. You can leave this page; the bell tells when it is done.'
            : 'Nothing is stored by reading. You can leave this page and come back.'}
        </span>
      </div>
    </Panel>
  )
}

/** A preview stores everything and takes it back; its steps are told as what they come to for the person. */
function triedText(step: string | undefined): string {
  return step?.replace(/^Storing/, 'Trying out') ?? 'Waits for its turn'
}

function Discard({ id }: { id: string }) {
  const [state, setState] = useState<'open' | 'closed'>('closed')
  const [problem, setProblem] = useState<string>()
  const queries = useQueryClient()
  const navigate = dataRoute.useNavigate()
  const toast = useToast()
  const discard = async () => {
    try {
      await api.imports.discard({ id })
    } catch (reason) {
      return setProblem(reason instanceof Error ? reason.message : 'The server did not answer.')
    }
    void queries.invalidateQueries({ queryKey: ['imports'] })
    toast({ text: 'Import thrown away' })
    await navigate({ search: { tab: 'imports' } })
  }
  return (
    <>
      <Button onClick={() => setState('open')}>Throw away</Button>
      <Dialog
        title="Throw this import away"
        state={state}
        onClose={() => setState('closed')}
        actions={
          <>
            <Button onClick={() => setState('closed')}>Keep it</Button>
            <Button look="danger" onClick={() => void discard()}>
              Throw away
            </Button>
          </>
        }
      >
        <p>The uploaded files are deleted. Nothing of them was stored; to import them, upload them again.</p>
        {problem ? (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        ) : null}
      </Dialog>
    </>
  )
}
