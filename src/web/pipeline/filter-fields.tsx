import { useQuery } from '@tanstack/react-query'
import { CATEGORY_VALUES, STAGE_VALUES } from '../app/route-values.ts'
import { FORECAST_LABELS, isOpen, STAGE_LABELS } from '../../domain/opportunities/stage.ts'
import { teamsQuery, usersQuery } from '../deals/company-queries.ts'
import { SEGMENT_OPTIONS } from '../deals/deal-words.ts'
import { WARNING_OPTIONS } from '../deals/warning-icons.tsx'
import { MultiSelectField, SelectField } from '../ui/select-field.tsx'
import type { PipelineSearch } from './pipeline-search.ts'

export const CLOSE_LABELS = {
  any: 'Any time',
  'this-quarter': 'This quarter',
  'next-quarter': 'Next quarter',
  past: 'Past the date',
  '14-days': 'Next 14 days',
} as const
const CLOSE_OPTIONS = Object.entries(CLOSE_LABELS).map(([value, label]) => ({ value, label }))
const OPEN_STAGES = STAGE_VALUES.filter(isOpen).map((stage) => ({ value: stage, label: STAGE_LABELS[stage] }))
const CATEGORIES = CATEGORY_VALUES.map((category) => ({ value: category, label: FORECAST_LABELS[category] }))

/** Every filter of the pipeline as a field; each takes effect at once. Opens under the chips. */
export function FilterFields({
  search,
  onSearch,
}: {
  search: PipelineSearch
  onSearch: (change: Partial<PipelineSearch>) => void
}) {
  const teams = useQuery(teamsQuery).data?.items ?? []
  const users = useQuery(usersQuery).data?.items ?? []
  const some = <T extends string>(values: readonly string[]) => (values.length > 0 ? ([...values] as T[]) : undefined)
  return (
    <div className="filter-fields" role="group" aria-label="Choose filters">
      <SelectField
        label="Closes"
        value={search.close ?? 'any'}
        options={CLOSE_OPTIONS}
        onChange={(close) => onSearch({ close: close === 'any' ? undefined : (close as PipelineSearch['close']) })}
      />
      <SelectField
        label="Team"
        value={search.team ?? ''}
        options={[{ value: '', label: 'All teams' }, ...teams.map((team) => ({ value: team.id, label: team.name }))]}
        onChange={(team) => onSearch({ team: team || undefined })}
      />
      <MultiSelectField
        label="Owner"
        values={search.owner ?? []}
        options={users
          .filter((user) => user.active || search.owner?.includes(user.id))
          .map((user) => ({ value: user.id, label: user.name }))}
        onChange={(owner) => onSearch({ owner: some(owner) })}
      />
      <MultiSelectField
        label="Stage"
        values={search.stage ?? []}
        options={OPEN_STAGES}
        onChange={(stage) => onSearch({ stage: some(stage), metric: undefined })}
      />
      <MultiSelectField
        label="Forecast"
        values={search.fc ?? []}
        options={CATEGORIES}
        onChange={(fc) => onSearch({ fc: some(fc), metric: undefined })}
      />
      <MultiSelectField
        label="Segment"
        values={search.segment ?? []}
        options={SEGMENT_OPTIONS}
        onChange={(segment) => onSearch({ segment: some(segment) })}
      />
      <SelectField
        label="Warning"
        value={search.warn ?? 'none'}
        options={[{ value: 'none', label: 'With or without' }, ...WARNING_OPTIONS]}
        onChange={(warn) => onSearch({ warn: warn === 'none' ? undefined : (warn as PipelineSearch['warn']), metric: undefined })}
      />
    </div>
  )
}
