import { IconUpload } from '@tabler/icons-react'
import { useId, useState, type ReactNode } from 'react'
import './file-drop.css'

interface FileDropProps {
  label: string
  /** What is taken and how large: "CSV, up to 200 MB". */
  hint: ReactNode
  /** As in an input: '.csv,text/csv'. */
  accept: string
  onFiles: (files: File[]) => void
  problem?: string | undefined
}

/** Takes files by dropping, by choosing, and by keyboard: the field itself is a plain file input. */
export function FileDrop({ label, hint, accept, onFiles, problem }: FileDropProps) {
  const id = useId()
  const [over, setOver] = useState(false)
  return (
    <div className="file-drop-field">
      <label
        className={over ? 'file-drop file-drop-over' : 'file-drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          onFiles([...event.dataTransfer.files])
        }}
      >
        <IconUpload size={18} stroke={1.6} aria-hidden="true" />
        <span className="name">{label}</span>
        <span className="label">{hint}</span>
        <input
          type="file"
          multiple
          accept={accept}
          aria-describedby={problem ? id : undefined}
          aria-invalid={problem ? true : undefined}
          onChange={(event) => {
            onFiles([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
      </label>
      {problem ? (
        <p id={id} className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
