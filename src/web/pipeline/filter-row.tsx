import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { FilterRow } from '../ui/chip.tsx'
import { FilterChips } from './filter-chips.tsx'
import { FilterFields } from './filter-fields.tsx'
import type { PipelineSearch } from './pipeline-search.ts'

/** Typing is over when no key came for so long. */
const PAUSE_MS = 250

interface PipelineFiltersProps {
  search: PipelineSearch
  onSearch: (change: Partial<PipelineSearch>) => void
  end?: ReactNode
}

/** What narrows the pipeline, as chips, with the field to find deals by name and the fields of all filters on request. */
export function PipelineFilters({ search, onSearch, end }: PipelineFiltersProps) {
  const [fields, setFields] = useState<'open' | 'closed'>('closed')
  return (
    <div className="pipeline-filters">
      <FilterRow end={end}>
        <FilterChips search={search} onSearch={onSearch} onChange={() => setFields('open')} />
        <Button
          size="small"
          icon={<IconPlus size={14} aria-hidden="true" />}
          aria-expanded={fields === 'open'}
          onClick={() => setFields(fields === 'open' ? 'closed' : 'open')}
        >
          Filter
        </Button>
        <FindField value={search.q ?? ''} onChange={(q) => onSearch({ q: q || undefined })} />
      </FilterRow>
      {fields === 'open' ? <FilterFields search={search} onSearch={onSearch} /> : null}
    </div>
  )
}

/** Finds by the name of deal or account. The address follows once typing pauses. */
function FindField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [draft, setDraft] = useState(value)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const asked = useRef(value)
  useEffect(() => {
    // The address changed otherwise: a saved view, Back, a removed filter.
    if (value !== asked.current) setDraft(value)
    asked.current = value
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const ask = (text: string, wait: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      asked.current = text.trim()
      onChange(text.trim())
    }, wait)
  }
  return (
    <span className="find-field">
      <IconSearch size={14} stroke={1.6} aria-hidden="true" />
      <input
        type="search"
        className="control control-small"
        aria-label="Find deals by name or account"
        placeholder="Find"
        data-page-search
        maxLength={200}
        value={draft}
        onChange={(event) => {
          setDraft(event.currentTarget.value)
          ask(event.currentTarget.value, PAUSE_MS)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') ask(draft, 0)
        }}
      />
    </span>
  )
}
