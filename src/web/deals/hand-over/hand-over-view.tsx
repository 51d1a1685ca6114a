import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { dateText } from '../../ui/date-text.ts'
import { MenuButton } from '../../ui/menu-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Failure, Skeleton } from '../../ui/state.tsx'
import { Status } from '../../ui/status.tsx'
import { useToast } from '../../ui/toast.tsx'
import { championsQuery, type Champion } from '../people/people-queries.ts'
import { CaseFields } from './case-fields.tsx'
import { ObjectionAnswers } from './objection-answers.tsx'
import { PackDocumentView } from './pack-document-view.tsx'
import { contentOf, draftOf, emptyNumbers, problemOf } from './pack-draft.ts'
import { packQuery, type Pack } from './pack-query.ts'
import { usePackDraft } from './use-pack-draft.ts'
import { WorthFields } from './worth-fields.tsx'
import './hand-over.css'

interface HandOverViewProps {
  deal: Opportunity
  asOf: string | undefined
  today: string
}

/** What the champion gets in hand to make the case without us: written here, version by version, taken away as a file. */
export function HandOverView({ deal, asOf, today }: HandOverViewProps) {
  const [edition, setEdition] = useState<number>()
  const answer = useQuery(packQuery(deal.id, edition, asOf))
  const pack = answer.data
  const mayWrite = useMay('deals:write') && asOf === undefined
  const [mode, setMode] = useState<'write' | 'read'>('write')
  const [problem, setProblem] = useState<string>()
  const draft = usePackDraft(deal.id, pack, edition)
  const attempt = (work: Promise<unknown>) => {
    setProblem(undefined)
    work.catch((reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'That did not work'))
  }
  if (answer.isError && !pack)
    return (
      <Failure title="Could not load the hand-over pack" onRetry={() => void answer.refetch()}>
        {answer.error.message}
      </Failure>
    )
  if (!pack || !draft.fields) return <Skeleton lines={[100, 100, 100, 100]} label="Loading the hand-over pack" />
  const fields = mayWrite ? draft.fields : draftOf(pack.content)
  const writing = mayWrite && mode === 'write'
  const amount = deal.amount ?? deal.listAmount
  const old = edition !== undefined && edition < draft.latest
  const saved = () => setEdition(undefined)
  return (
    <>
      <div className="people-bar">
        <p className="pack-state">
          <PackState deal={deal} pack={pack} asOf={asOf} today={today} />
        </p>
        <div className="page-actions">
          {mayWrite ? (
            <Segmented
              label="Hand-over pack"
              value={mode}
              onChange={setMode}
              segments={[
                { value: 'write', label: 'Write' },
                { value: 'read', label: 'Read' },
              ]}
            />
          ) : null}
          <Versions pack={pack} today={today} onChoose={setEdition} unsaved={draft.dirty} />
          <Download deal={deal} pack={pack} unsaved={draft.dirty} onWork={attempt} />
          {mayWrite && draft.dirty ? <Button onClick={draft.discard}>Discard changes</Button> : null}
          {mayWrite ? (
            <Button
              look="primary"
              disabledReason={
                draft.dirty ? problemOf(fields) : pack.version === 0 ? 'Write something first' : 'Nothing has changed'
              }
              onClick={() => attempt(draft.save().then(saved))}
            >
              Save version {draft.latest + 1}
            </Button>
          ) : null}
        </div>
      </div>
      {problem ? (
        <p className="risk-text" role="alert">
          {problem}
        </p>
      ) : null}
      {draft.overtaken === undefined ? null : (
        <p className="people-risk" role="status">
          <Status tone="warn">Version {draft.overtaken} was saved while you wrote.</Status>
          <Button size="small" onClick={draft.discard}>
            Discard mine and show it
          </Button>
          <Button size="small" onClick={() => attempt(draft.saveOver().then(saved))}>
            Save mine as version {draft.latest + 1}
          </Button>
        </p>
      )}
      {old && !draft.dirty ? (
        <p className="people-risk" role="status">
          <Status tone="info">This is version {edition}, not the latest.</Status>
          {mayWrite ? (
            <Button size="small" onClick={() => draft.change({})}>
              Take it up again
            </Button>
          ) : null}
          <Button size="small" onClick={() => setEdition(undefined)}>
            Show the latest
          </Button>
        </p>
      ) : null}
      {writing && !(old && !draft.dirty) ? (
        <>
          <Panel title="Business case" rule="line">
            <CaseFields draft={fields} onChange={draft.change} />
          </Panel>
          <Panel title="What it is worth" hint="from the customer's own numbers" rule="line">
            <WorthFields
              numbers={fields.roi}
              begin={emptyNumbers(amount?.currency ?? 'USD', amount?.minor ?? null)}
              onChange={(roi) => draft.change({ roi })}
            />
          </Panel>
          <Panel title="Answers to questions" hint="without an answer a question stays out of the file" rule="line">
            <ObjectionAnswers deal={deal} draft={fields} unanswered={pack.unanswered} today={today} onChange={draft.change} />
          </Panel>
        </>
      ) : (
        <Panel title="As the champion gets it" rule="line">
          <PackDocumentView content={contentOf(fields)} />
        </Panel>
      )}
    </>
  )
}

/** For whom it is, and how far it is. */
function PackState({ deal, pack, asOf, today }: HandOverViewProps & { pack: Pack }) {
  const report = useQuery(championsQuery(deal.id, asOf)).data
  const called = (report?.people ?? []).filter((one) => one.called)
  const champions = called.filter(({ departure }) => !departure?.departed)
  return (
    <>
      {report ? <span>{forWhom(called, champions)}</span> : null}
      {champions.some(({ locked }) => locked) ? <Status tone="risk">Not to be contacted</Status> : null}
      <span className="label">
        {pack.version === 0
          ? 'Not saved yet: this is what the records hold to begin with'
          : `Version ${pack.version}${pack.savedAt ? `, ${dateText(pack.savedAt, today)}` : ''}${pack.savedBy ? `, ${pack.savedBy.name}` : ''}`}
      </span>
    </>
  )
}

function forWhom(called: readonly Champion[], champions: readonly Champion[]): string {
  const names = (people: readonly Champion[]) => people.map(({ contact }) => contact.name).join(' and ')
  if (champions.length > 0) return `For ${names(champions)}.`
  if (called.length === 0) return 'Nobody on the deal is called champion yet.'
  return `${names(called)} ${called.length === 1 ? 'has' : 'have'} left, and nobody else is called champion.`
}

function Versions({
  pack,
  today,
  unsaved,
  onChoose,
}: {
  pack: Pack
  today: string
  unsaved: boolean
  onChoose: (edition: number | undefined) => void
}) {
  if (pack.versions.length < 2) return null
  if (unsaved) return <Button disabledReason="Save or discard your changes first">Versions</Button>
  return (
    <MenuButton
      label="Versions"
      groups={[
        {
          items: pack.versions.map(({ version, savedAt, savedBy }, i) => ({
            id: String(version),
            label: `Version ${version}`,
            hint: `${dateText(savedAt, today)}${savedBy ? `, ${savedBy.name}` : ''}`,
            checked: version === pack.version,
            onSelect: () => onChoose(i === 0 ? undefined : version),
          })),
        },
      ]}
    />
  )
}

const FORMATS = [
  { format: 'docx', label: 'Word file' },
  { format: 'markdown', label: 'Markdown file' },
] as const

/** What is taken away is what is saved. */
function Download({
  deal,
  pack,
  unsaved,
  onWork,
}: {
  deal: Opportunity
  pack: Pack
  unsaved: boolean
  onWork: (work: Promise<unknown>) => void
}) {
  const toast = useToast()
  const why = unsaved ? 'Save your changes first' : pack.version === 0 ? 'Save a first version' : undefined
  const take = async (format: 'docx' | 'markdown') => {
    const file = await api.champions.exportPack({ deal: deal.id, edition: pack.version, format })
    const content = file.encoding === 'base64' ? Uint8Array.from(atob(file.content), (one) => one.charCodeAt(0)) : file.content
    saveFile(file.fileName, content, file.mediaType)
    toast({ text: `${file.fileName} saved` })
  }
  const icon = <IconDownload size={15} stroke={1.6} aria-hidden="true" />
  if (why !== undefined)
    return (
      <Button icon={icon} disabledReason={why}>
        Download
      </Button>
    )
  return (
    <MenuButton
      label="Download"
      icon={icon}
      groups={[
        {
          items: FORMATS.map(({ format, label }) => ({
            id: format,
            label,
            onSelect: () => onWork(take(format)),
          })),
        },
      ]}
    />
  )
}
