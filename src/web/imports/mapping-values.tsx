import { IconArrowRight, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { STAGE_LABELS, STAGES } from '../../domain/opportunities/stage.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Panel } from '../ui/panel.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { FileMapping } from './import-words.ts'
import { withMeaning } from './mapping-edit.ts'

const STAGE_OPTIONS = STAGES.map((stage) => ({ value: stage, label: STAGE_LABELS[stage] }))
const BY_NAME = { value: '', label: 'By its name' }

interface MappingValuesProps {
  file: FileMapping
  onEdit: ((file: FileMapping) => void) | undefined
}

/** What values stand for: a stage name for a common stage, a misspelt name for the right one. */
export function MappingValues({ file, onEdit }: MappingValuesProps) {
  const [adding, setAdding] = useState<'open' | 'closed'>('closed')
  const columns = Object.entries(file.values).filter(([, values]) => Object.keys(values).length > 0)
  if (columns.length === 0 && !onEdit) return null
  return (
    <Panel
      title="What values stand for"
      hint={columns.length === 0 ? 'Every value is stored as it stands' : undefined}
      rule={columns.length === 0 ? 'none' : 'line'}
      actions={
        onEdit ? (
          <Button size="small" icon={<IconPlus size={14} stroke={1.8} />} onClick={() => setAdding('open')}>
            Add a value
          </Button>
        ) : null
      }
    >
      {columns.length > 0 ? (
        <div className="mapping-values">
          {columns.map(([column, values]) => (
            <section key={column}>
              <h3>{column}</h3>
              {Object.entries(values).map(([value, meaning]) => (
                <div key={value} className="mapping-value-row">
                  <span className="name">{value}</span>
                  <IconArrowRight size={14} stroke={1.6} aria-hidden="true" />
                  {onEdit ? (
                    <Meaning file={file} column={column} value={value} meaning={meaning} onEdit={onEdit} />
                  ) : (
                    <span>{meaning in STAGE_LABELS ? STAGE_LABELS[meaning as keyof typeof STAGE_LABELS] : meaning}</span>
                  )}
                </div>
              ))}
            </section>
          ))}
        </div>
      ) : null}
      {adding === 'open' && onEdit ? <AddValue file={file} onEdit={onEdit} onClose={() => setAdding('closed')} /> : null}
    </Panel>
  )
}

interface MeaningProps {
  file: FileMapping
  column: string
  value: string
  meaning: string
  onEdit: (file: FileMapping) => void
}

function Meaning({ file, column, value, meaning, onEdit }: MeaningProps) {
  const [draft, setDraft] = useState<string>()
  if (isStage(file, column))
    return (
      <SelectField
        label={`${value} stands for`}
        labels="hidden"
        value={meaning}
        options={STAGE_OPTIONS}
        onChange={(next) => onEdit(withMeaning(file, column, value, next))}
      />
    )
  return (
    <TextField
      label={`${value} stands for`}
      labels="hidden"
      value={draft ?? meaning}
      onChange={setDraft}
      onBlur={() => {
        if (draft !== undefined && draft.trim() !== meaning) onEdit(withMeaning(file, column, value, draft.trim()))
        setDraft(undefined)
      }}
    />
  )
}

function AddValue({ file, onEdit, onClose }: { file: FileMapping; onEdit: (file: FileMapping) => void; onClose: () => void }) {
  const columns = file.columns.filter((column) => column.target !== null && column.target !== 'skip')
  const [column, setColumn] = useState(columns[0]?.column ?? '')
  const [value, setValue] = useState('')
  const [meaning, setMeaning] = useState('')
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    if (value === '' || meaning.trim() === '') return
    onEdit(withMeaning(file, column, value, meaning.trim()))
    onClose()
  }
  return (
    <Dialog
      title="What a value stands for"
      state="open"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={submit}>
            Add the value
          </Button>
        </>
      }
    >
      <SelectField
        label="Column"
        value={column}
        options={columns.map((one) => ({ value: one.column, label: one.column }))}
        onChange={(next) => (setColumn(next), setMeaning(''))}
      />
      <TextField
        label="Value in the file"
        needed="required"
        value={value}
        onChange={setValue}
        problem={tried && value === '' ? 'Write the value as it stands in the file.' : undefined}
        autoFocus
      />
      {isStage(file, column) ? (
        <SelectField
          label="Stands for"
          value={meaning}
          options={[BY_NAME, ...STAGE_OPTIONS]}
          onChange={setMeaning}
          problem={tried && meaning === '' ? 'Choose a common stage.' : undefined}
        />
      ) : (
        <TextField
          label="Stands for"
          needed="required"
          value={meaning}
          onChange={setMeaning}
          problem={tried && meaning.trim() === '' ? 'Write what it stands for.' : undefined}
        />
      )}
    </Dialog>
  )
}

function isStage(file: FileMapping, column: string): boolean {
  return file.columns.find((one) => one.column === column)?.target === 'stage'
}
