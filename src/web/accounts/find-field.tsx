import { IconSearch } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import './accounts.css'

/** So long after the last key the server is asked. */
const PAUSE_MS = 250

/** Finds accounts by part of their name; what it finds stands in the address. */
export function FindField({ value, onFind }: { value: string; onFind: (text: string) => void }) {
  const [draft, setDraft] = useState<string>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const ask = (text: string, after: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onFind(text.trim()), after)
  }
  return (
    <span className="find-account">
      <IconSearch size={14} stroke={1.6} aria-hidden="true" />
      <input
        type="search"
        className="control control-small"
        aria-label="Find accounts by name"
        placeholder="Find"
        data-page-search
        maxLength={200}
        value={draft ?? value}
        onChange={(event) => {
          setDraft(event.currentTarget.value)
          ask(event.currentTarget.value, PAUSE_MS)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') ask(draft ?? value, 0)
        }}
        // What stands in the address shows again once nobody types, such as after Back.
        onBlur={() => setDraft(undefined)}
      />
    </span>
  )
}
