import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Modal } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import { openerOf } from './opener.ts'
import './dialog.css'

interface DialogProps {
  title: string
  state: 'open' | 'closed'
  onClose: () => void
  /** Buttons, the primary one last in reading order of the task. */
  actions?: ReactNode
  width?: number
  children: ReactNode
}

/** Only for what must be finished before going on: submit, share, delete. Reading belongs in an Inspector. Closed, it gives focus back to what opened it. */
export function Dialog({ title, state, onClose, actions, width = 460, children }: DialogProps) {
  // Most dialogs are taken out of the page to be closed, so that nothing is left of them that could give focus back.
  // Looked at while it is drawn: a menu that it is opened from is gone once it stands.
  const [opener] = useState(() => (state === 'open' ? openerOf(document.activeElement) : undefined))
  useEffect(() => () => opener?.()?.focus({ preventScroll: true }), [opener])
  return (
    <Modal
      opened={state === 'open'}
      onClose={onClose}
      title={title}
      size={width}
      classNames={{ content: 'dialog', header: 'dialog-head', title: 'dialog-title', body: 'dialog-body' }}
      overlayProps={{ className: 'dialog-scrim' }}
    >
      {children}
      {actions ? <div className="dialog-actions">{actions}</div> : null}
    </Modal>
  )
}
