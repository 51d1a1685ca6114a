import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../app/api.ts'
import { writeSearch } from '../app/search.ts'
import { useUndo } from '../app/undo.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TextField } from '../ui/text-field.tsx'
import { CheckField } from '../ui/tick-field.tsx'
import { useToast } from '../ui/toast.tsx'
import { ViewMenu } from '../ui/view-menu.tsx'
import { sameView, viewOf, type PipelineSearch } from './pipeline-search.ts'

const PAGE = 'pipeline'

interface SavedViewsProps {
  search: PipelineSearch
  /** Takes all of the address: a view is opened, kept under a name, or left. */
  onReplace: (search: Record<string, unknown>) => void
}

/** The saved views of the pipeline: open one, see that it was edited, save, share, reset, delete. */
export function SavedViews({ search, onReplace }: SavedViewsProps) {
  const queries = useQueryClient()
  const offerUndo = useUndo()
  const toast = useToast()
  const [dialog, setDialog] = useState<'open' | 'closed'>('closed')
  const views = useQuery({ queryKey: ['views', 'list', PAGE], queryFn: () => api.views.list({ page: PAGE }) }).data?.items ?? []
  const current = views.find((view) => view.id === search.saved)
  const shown = viewOf(search)
  const again = () => queries.invalidateQueries({ queryKey: ['views'] })
  const save = async (name: string, shared: boolean) => {
    const view = await api.views.save({ page: PAGE, name, search: shown, shared })
    await again()
    onReplace({ ...shown, saved: view.id })
    toast({ text: `View ${name} saved` })
  }
  const remove = async () => {
    if (!current) return
    await api.views.remove({ id: current.id })
    onReplace(shown)
    await again()
    offerUndo({
      text: `View ${current.name} deleted`,
      undo: async () => {
        await api.views.save({ page: PAGE, name: current.name, search: current.search, shared: current.shared })
        await again()
      },
    })
  }
  return (
    <>
      <ViewMenu
        views={views.map((view) => ({
          id: view.id,
          name: view.mine ? view.name : `${view.name}, shared`,
          href: `/${PAGE}${writeSearch({ ...view.search, saved: view.id })}`,
        }))}
        current={current ? { id: current.id, name: current.name, href: '' } : undefined}
        state={current && !sameView(shown, current.search) ? 'edited' : 'as saved'}
        unnamed="All open deals"
        onSaveAs={() => setDialog('open')}
        {...(current?.mine ? { onSave: () => void save(current.name, current.shared), onDelete: () => void remove() } : {})}
        {...(current ? { onReset: () => onReplace({ ...current.search, saved: current.id }) } : {})}
      />
      {dialog === 'open' ? (
        <SaveDialog
          taken={views.filter((view) => view.mine).map((view) => view.name)}
          onSave={save}
          onClose={() => setDialog('closed')}
        />
      ) : null}
    </>
  )
}

function SaveDialog({
  taken,
  onSave,
  onClose,
}: {
  taken: readonly string[]
  onSave: (name: string, shared: boolean) => Promise<void>
  onClose: () => void
}) {
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [problem, setProblem] = useState<string>()
  const replaces = taken.includes(name.trim())
  const save = () =>
    onSave(name.trim(), shared).then(onClose, (reason: unknown) =>
      setProblem(reason instanceof Error ? reason.message : 'Not saved'),
    )
  return (
    <Dialog
      title="Save as a new view"
      state="open"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabledReason={name.trim() === '' ? 'Give the view a name' : undefined}
            onClick={() => void save()}
          >
            {replaces ? 'Replace the view' : 'Save view'}
          </Button>
        </>
      }
    >
      <form
        className="form-stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() !== '') void save()
        }}
      >
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          maxLength={60}
          needed="required"
          autoFocus
          problem={problem}
          {...(replaces ? { hint: 'You have a view of this name. It is replaced.' } : {})}
        />
        <CheckField label="Everybody can open it" checked={shared} onChange={setShared} />
      </form>
    </Dialog>
  )
}
