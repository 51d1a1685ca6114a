import { IconDeviceFloppy, IconRestore, IconTrash } from '@tabler/icons-react'
import { MenuButton, type MenuItem } from './menu-button.tsx'

export interface SavedView {
  readonly id: string
  readonly name: string
  readonly href: string
}

interface ViewMenuProps {
  views: readonly SavedView[]
  current?: SavedView | undefined
  /** The filters differ from those of the saved view: "edited" stands beside its name until it is saved or reset. */
  state: 'as saved' | 'edited'
  /** What stands on the button while no saved view is open. */
  unnamed: string
  onSave?: () => void
  onSaveAs: () => void
  onReset?: () => void
  onDelete?: () => void
}

/** Chooses among saved views, and saves, resets or deletes the open one. */
export function ViewMenu({ views, current, state, unnamed, onSave, onSaveAs, onReset, onDelete }: ViewMenuProps) {
  const edited = state === 'edited'
  const actions: MenuItem[] = []
  if (current && edited && onSave)
    actions.push({ id: 'save', label: `Save changes to ${current.name}`, icon: <IconDeviceFloppy size={15} />, onSelect: onSave })
  actions.push({ id: 'save-as', label: 'Save as a new view', icon: <IconDeviceFloppy size={15} />, onSelect: onSaveAs })
  if (current && edited && onReset)
    actions.push({ id: 'reset', label: 'Back to how it was saved', icon: <IconRestore size={15} />, onSelect: onReset })
  if (current && onDelete)
    actions.push({
      id: 'delete',
      label: `Delete ${current.name}`,
      icon: <IconTrash size={15} />,
      tone: 'risk',
      onSelect: onDelete,
    })
  const choices = views.map((view) => ({ id: view.id, label: view.name, href: view.href, checked: view.id === current?.id }))
  return (
    <MenuButton
      label="View"
      groups={[...(choices.length > 0 ? [{ title: 'Saved views', items: choices }] : []), { items: actions }]}
    >
      <span className="unseen">View: </span>
      {current?.name ?? unnamed}
      {edited ? <span className="label">edited</span> : null}
    </MenuButton>
  )
}
