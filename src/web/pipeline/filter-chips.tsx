import { useQuery } from '@tanstack/react-query'
import { FORECAST_LABELS, STAGE_LABELS } from '../../domain/opportunities/stage.ts'
import { api } from '../app/api.ts'
import { teamsQuery, usersQuery } from '../deals/company-queries.ts'
import { SEGMENT_LABELS } from '../deals/deal-words.ts'
import { WARNING_LABELS } from '../deals/warning-icons.tsx'
import { FilterChip } from '../ui/chip.tsx'
import { CLOSE_LABELS } from './filter-fields.tsx'
import { changeOf, type PipelineSearch } from './pipeline-search.ts'

const CHANGE_LABELS = {
  created: 'New',
  increased: 'Increased',
  decreased: 'Decreased',
  movedOut: 'Moved out',
  won: 'Won',
  lost: 'Lost',
} as const

interface FilterChipsProps {
  search: PipelineSearch
  onSearch: (change: Partial<PipelineSearch>) => void
  /** Opens the fields. */
  onChange: () => void
}

/** Each active filter with its value, to be changed or taken away. */
export function FilterChips({ search, onSearch, onChange }: FilterChipsProps) {
  const teams = useQuery({ ...teamsQuery, enabled: search.team !== undefined }).data?.items
  const users = useQuery({ ...usersQuery, enabled: search.owner !== undefined }).data?.items
  const account = useQuery({
    queryKey: ['accounts', 'get', search.account],
    queryFn: () => api.accounts.get({ id: search.account ?? '' }),
    enabled: search.account !== undefined,
  }).data
  const chips = chipsOf(search, {
    team: teams?.find((team) => team.id === search.team)?.name ?? '…',
    owners: search.owner?.map((id) => users?.find((user) => user.id === id)?.name ?? '…') ?? [],
    account: account?.name ?? '…',
  })
  return chips.map(({ id, name, value }) => (
    <FilterChip key={id} name={name} value={value} onRemove={() => onSearch({ [id]: undefined })} onChange={onChange} />
  ))
}

interface Chip {
  readonly id: keyof PipelineSearch
  readonly name: string
  readonly value: string
}

function chipsOf(search: PipelineSearch, names: { team: string; owners: string[]; account: string }): Chip[] {
  const chips: Chip[] = []
  const changed = changeOf(search.metric)
  if (changed) chips.push({ id: 'metric', name: 'Changed', value: CHANGE_LABELS[changed] })
  if (search.team) chips.push({ id: 'team', name: 'Team', value: names.team })
  if (search.owner) chips.push({ id: 'owner', name: 'Owner', value: names.owners.join(', ') })
  if (search.account) chips.push({ id: 'account', name: 'Account', value: names.account })
  if (search.close && search.close !== 'any') chips.push({ id: 'close', name: 'Closes', value: CLOSE_LABELS[search.close] })
  if (search.stage) chips.push({ id: 'stage', name: 'Stage', value: search.stage.map((stage) => STAGE_LABELS[stage]).join(', ') })
  if (search.fc)
    chips.push({ id: 'fc', name: 'Forecast', value: search.fc.map((category) => FORECAST_LABELS[category]).join(', ') })
  if (search.segment)
    chips.push({ id: 'segment', name: 'Segment', value: search.segment.map((segment) => SEGMENT_LABELS[segment]).join(', ') })
  if (search.warn && search.warn !== 'none') chips.push({ id: 'warn', name: 'Warning', value: WARNING_LABELS[search.warn] })
  return chips
}
