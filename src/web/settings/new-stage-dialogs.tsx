import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Stage, STAGE_LABELS, STAGES, type Pipeline } from '../../domain/opportunities/stage.ts'
import { api } from '../app/api.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useToast } from '../ui/toast.tsx'
import { useSaved } from './saved-state.ts'

/** Adds a stage to a pipeline, before the closed ones. */
export function NewStageDialog({ pipeline, onClose }: { pipeline: Pipeline; onClose: () => void }) {
  const [canonical, setCanonical] = useState<Stage>('qualification')
  return (
    <NameDialog
      title={`Add a stage to ${pipeline.name}`}
      label="Name of the stage"
      action="Add the stage"
      state="open"
      onClose={onClose}
      onSubmit={(name) => api.pipelines.addStage({ id: pipeline.id, name, canonical })}
      said={(name) => `${name} added to ${pipeline.name}`}
    >
      <SelectField
        label="Read as"
        hint="The common stage that forecasts and reports take it for"
        value={canonical}
        options={STAGES.map((stage) => ({ value: stage, label: STAGE_LABELS[stage] }))}
        onChange={(next) => setCanonical(Stage.parse(next))}
      />
    </NameDialog>
  )
}

/** Creates a pipeline; the server gives it a stage for each of the common ones. */
export function NewPipelineDialog({ state, onClose }: { state: 'open' | 'closed'; onClose: () => void }) {
  return (
    <NameDialog
      title="New pipeline"
      label="Name of the pipeline"
      action="Create the pipeline"
      state={state}
      onClose={onClose}
      onSubmit={(name) => api.pipelines.create({ name })}
      said={(name) => `Pipeline ${name} created`}
    />
  )
}

interface NameDialogProps {
  title: string
  label: string
  action: string
  state: 'open' | 'closed'
  onClose: () => void
  onSubmit: (name: string) => Promise<unknown>
  said: (name: string) => string
  children?: React.ReactNode
}

function NameDialog({ title, label, action, state, onClose, onSubmit, said, children }: NameDialogProps) {
  const queries = useQueryClient()
  const toast = useToast()
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const { problem, busy, save, forget } = useSaved()
  const close = () => {
    setName('')
    setTried(false)
    forget()
    onClose()
  }
  const submit = async () => {
    setTried(true)
    const given = name.trim()
    if (given === '' || !(await save(() => onSubmit(given)))) return
    void queries.invalidateQueries({ queryKey: ['pipelines'] })
    toast({ text: said(given) })
    close()
  }
  return (
    <Dialog
      title={title}
      state={state}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" disabledReason={busy ? 'Being saved' : undefined} onClick={() => void submit()}>
            {action}
          </Button>
        </>
      }
    >
      <TextField
        label={label}
        needed="required"
        maxLength={100}
        value={name}
        onChange={setName}
        problem={tried && name.trim() === '' ? 'Give a name.' : problem}
        autoFocus
      />
      {children}
    </Dialog>
  )
}
