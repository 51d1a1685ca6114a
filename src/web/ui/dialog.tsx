import '@mantine/core/styles/UnstyledButton.layer.css'
import '@mantine/core/styles/CloseButton.layer.css'
import '@mantine/core/styles/Paper.layer.css'
import '@mantine/core/styles/Overlay.layer.css'
import '@mantine/core/styles/ModalBase.layer.css'
import '@mantine/core/styles/Modal.layer.css'
import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
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

/** Only for what must be finished before going on: submit, share, delete. Reading belongs in an Inspector. */
export function Dialog({ title, state, onClose, actions, width = 460, children }: DialogProps) {
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
