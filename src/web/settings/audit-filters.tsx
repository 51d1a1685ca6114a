import { useQuery } from '@tanstack/react-query'
import { settingsRoute } from '../app/routes.tsx'
import { usersQuery } from '../deals/company-queries.ts'
import { today } from '../deals/today.ts'
import { DateField } from '../ui/date-field.tsx'
import { ComboField, SelectField } from '../ui/select-field.tsx'
import { NOUN_OPTIONS, SOURCE_OPTIONS } from './journal-words.ts'

const ANY = { value: '', label: 'Any' }

/** What narrows the audit log; all of it stands in the address. */
export function AuditFilters() {
  const { noun, who, source, from, to } = settingsRoute.useSearch()
  const navigate = settingsRoute.useNavigate()
  const users = useQuery(usersQuery).data?.items ?? []
  const set = (change: Partial<Record<'noun' | 'who' | 'source' | 'from' | 'to', string | null>>) => {
    const given = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || undefined]))
    void navigate({ search: (before) => ({ ...before, ...given, event: undefined }), replace: true })
  }
  return (
    <div className="audit-filters" role="group" aria-label="Filters">
      <SelectField label="What" value={noun ?? ''} options={[ANY, ...NOUN_OPTIONS]} onChange={(value) => set({ noun: value })} />
      <ComboField
        label="Who"
        value={who ?? null}
        options={users.map((user) => ({ value: user.id, label: user.name }))}
        onChange={(value) => set({ who: value })}
      />
      <SelectField
        label="Through"
        value={source ?? ''}
        options={[ANY, ...SOURCE_OPTIONS]}
        onChange={(value) => set({ source: value })}
      />
      <DateField label="From" value={from ?? null} today={today()} onChange={(value) => set({ from: value })} />
      <DateField label="To" value={to ?? null} today={today()} onChange={(value) => set({ to: value })} />
    </div>
  )
}
