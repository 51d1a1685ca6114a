import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { IMPORT_NOUNS } from '../../contract/imports.ts'
import { api } from '../app/api.ts'
import { WideScreenNote } from '../settings/wide-screen-note.tsx'
import { paths } from '../app/paths.ts'
import { dataRoute } from '../app/routes.tsx'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { MenuButton } from '../ui/menu-button.tsx'
import { Panel } from '../ui/panel.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { Status } from '../ui/status.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useToast } from '../ui/toast.tsx'
import type { DraftMapping } from './draft-mapping.ts'
import { FieldTable } from './field-table.tsx'
import { fieldText } from './field-words.ts'
import { SampleRows } from './files-step.tsx'
import { mappingsQuery } from './import-query.ts'
import { nounText, type Import, type Mapping } from './import-words.ts'
import { fits, missedFields, missingFields, reused, withFile, withNoun } from './mapping-edit.ts'
import { MappingValues } from './mapping-values.tsx'

interface MappingStepProps {
  item: Import
  draft: DraftMapping
  mapping: Mapping
  /** Reads the files with a mapping; left out for those who may only look. */
  onRead: ((mapping: Mapping) => void) | undefined
}

const NOT_IMPORTED = ''

/** What each file is and where each of its columns goes, with why; all of it can be changed, saved under a name and used again. */
export function MappingStep({ item, draft, mapping, onRead }: MappingStepProps) {
  const { file: chosen } = dataRoute.useSearch()
  const at = Math.min(Number(chosen) || 0, mapping.files.length - 1)
  const file = mapping.files[at]
  const facts = item.files.find((one) => one.file === file?.file)
  const [saving, setSaving] = useState<'open' | 'closed'>('closed')
  const lacks = mapping.files.flatMap((one) =>
    missingFields(one).map((fields) => `${one.file} has no column for ${fields.map(fieldText).join(' or ')}`),
  )
  const nothing = mapping.files.every((one) => one.noun === null)
  const wrong = nothing ? 'No file is imported. Say what at least one of them holds.' : lacks[0]
  const edit = onRead ? draft.edit : undefined
  const missed = file ? missedFields(file) : []
  return (
    <>
      <div className="import-actions">
        {onRead ? (
          draft.state === 'edited' ? (
            <Button look="primary" disabledReason={wrong} onClick={() => onRead(mapping)}>
              Check with this mapping
            </Button>
          ) : (
            <ButtonLink look="primary" href={paths.data({ tab: 'imports', import: item.id, step: 'check' })}>
              Go to the check
            </ButtonLink>
          )
        ) : null}
        {onRead ? <SavedMappings mapping={mapping} onUse={draft.edit} onSave={() => setSaving('open')} /> : null}
        {draft.state === 'edited' ? (
          <>
            <Status tone="info">Edited, not checked yet</Status>
            <Button look="quiet" size="small" onClick={draft.forget}>
              Back to how it was read
            </Button>
          </>
        ) : null}
        {wrong ? <Status tone="risk">{wrong}</Status> : null}
      </div>
      <div className="mapping-columns">
        <nav className="panel mapping-files" aria-label="Files">
          {mapping.files.map((one, index) => (
            <a
              key={one.file}
              href={paths.data({ tab: 'imports', import: item.id, step: 'mapping', file: String(index) })}
              aria-current={index === at ? 'page' : undefined}
              title={one.file}
            >
              <span className="name">{one.file}</span>
              <span className="label">
                {one.noun ? [nounText(one.noun), rowsOf(item, one.file)].filter(Boolean).join(', ') : 'Not imported'}
              </span>
            </a>
          ))}
        </nav>
        {file ? (
          <div className="page-stack">
            <Panel
              title={file.file}
              padding="flush"
              rule="line"
              actions={
                <div className="mapping-noun">
                  {edit ? (
                    <SelectField
                      label={`What ${file.file} holds`}
                      labels="hidden"
                      value={file.noun ?? NOT_IMPORTED}
                      options={[
                        { value: NOT_IMPORTED, label: 'Not imported' },
                        ...IMPORT_NOUNS.map((noun) => ({ value: noun, label: nounText(noun) })),
                      ]}
                      onChange={(noun) => edit(withFile(mapping, withNoun(file, noun === NOT_IMPORTED ? null : noun)))}
                    />
                  ) : null}
                </div>
              }
            >
              {edit && file.noun ? <WideScreenNote what="Columns" /> : null}
              {missed.length > 0 ? (
                <p className="mapping-missed">
                  <Status tone="warn">
                    No column fills {missed.map(([field = '']) => fieldText(field).toLowerCase()).join(', ')}. Choose one under
                    “Fills”, if the file has it.
                  </Status>
                </p>
              ) : null}
              <FieldTable file={file} facts={facts} onEdit={edit ? (changed) => edit(withFile(mapping, changed)) : undefined} />
            </Panel>
            {file.noun ? (
              <MappingValues file={file} onEdit={edit ? (changed) => edit(withFile(mapping, changed)) : undefined} />
            ) : null}
            {facts ? (
              <Panel title="First rows" padding="flush" rule="line">
                <SampleRows file={facts} />
              </Panel>
            ) : null}
          </div>
        ) : null}
      </div>
      {saving === 'open' ? <SaveMapping mapping={mapping} onClose={() => setSaving('closed')} /> : null}
    </>
  )
}

/** Rows are counted when the files are read. */
function rowsOf(item: Import, file: string): string {
  if (!item.mapping) return ''
  return `${(item.files.find((one) => one.file === file)?.rows ?? 0).toLocaleString('en')} rows`
}

function SavedMappings({ mapping, onUse, onSave }: { mapping: Mapping; onUse: (mapping: Mapping) => void; onSave: () => void }) {
  const saved = useQuery(mappingsQuery).data?.items ?? []
  const uses = saved.map((one) => {
    const result = reused(one.mapping, mapping)
    return {
      id: one.id,
      label: one.name,
      disabledReason: fits(one.mapping, mapping).length > 0 ? undefined : 'No file here has these columns',
      onSelect: () => onUse(result),
    }
  })
  return (
    <MenuButton
      label="Saved mappings"
      groups={[
        ...(uses.length > 0 ? [{ title: 'Use a saved mapping', items: uses }] : []),
        { items: [{ id: 'save', label: 'Save this mapping', onSelect: onSave }] },
      ]}
    />
  )
}

function SaveMapping({ mapping, onClose }: { mapping: Mapping; onClose: () => void }) {
  const saved = useQuery(mappingsQuery).data?.items ?? []
  const queries = useQueryClient()
  const toast = useToast()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string>()
  const given = name.trim()
  const replaces = saved.some((one) => one.name === given)
  const save = async () => {
    if (given === '') return setProblem('Give the mapping a name.')
    try {
      await api.imports.saveMapping({ name: given, mapping })
    } catch (reason) {
      return setProblem(reason instanceof Error ? reason.message : 'The server did not answer.')
    }
    void queries.invalidateQueries({ queryKey: ['imports', 'mappings'] })
    toast({ text: `Mapping ${given} saved` })
    onClose()
  }
  return (
    <Dialog
      title="Save this mapping"
      state="open"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={() => void save()}>
            {replaces ? 'Replace the saved one' : 'Save the mapping'}
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        needed="required"
        maxLength={100}
        hint={
          replaces
            ? 'A mapping of this name is saved already; it is replaced'
            : 'Files with the same columns are read with it from then on'
        }
        problem={problem}
        value={name}
        onChange={setName}
        autoFocus
      />
    </Dialog>
  )
}
