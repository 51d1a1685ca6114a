import { IconUpload } from '@tabler/icons-react'
import { useId, useState, type ReactNode } from 'react'
import { droppedFiles } from './dropped-files.ts'
import './file-drop.css'

interface FileDropProps {
  label: string
  /** What is taken and how large: "CSV, up to 200 MB". */
  hint: ReactNode
  /** As in an input: '.csv,text/csv'. */
  accept: string
  onFiles: (files: File[]) => void
  problem?: string | undefined
  /** Also offers to choose a whole folder. Dropped folders are taken either way. */
  folders?: 'offered' | 'dropped'
}

/** Takes files and folders by dropping, by choosing, and by keyboard: the field itself is a plain file input. */
export function FileDrop({ label, hint, accept, onFiles, problem, folders = 'dropped' }: FileDropProps) {
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
          void droppedFiles(event.dataTransfer).then(onFiles)
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
      {folders === 'offered' ? (
        <label className="file-drop-folder">
          Choose a folder
          <input
            type="file"
            ref={(input) => {
              if (input) input.webkitdirectory = true
            }}
            onChange={(event) => {
              onFiles([...(event.currentTarget.files ?? [])])
              event.currentTarget.value = ''
            }}
          />
        </label>
      ) : null}
      {problem ? (
        <p id={id} className="field-problem" role="alert">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
