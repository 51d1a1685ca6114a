import { useQuery } from '@tanstack/react-query'
import { BUYING_ROLES, ROLE_LABELS } from '../../domain/accounts/contact.ts'
import { SEGMENTS } from '../../domain/opportunities/opportunity.ts'
import type { Settings } from '../../domain/settings/settings.ts'
import { api } from '../app/api.ts'
import { useMay } from '../app/session.ts'
import { settingsQuery } from '../deals/company-queries.ts'
import { SEGMENT_LABELS, SEGMENT_OPTIONS } from '../deals/deal-words.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Skeleton } from '../ui/state.tsx'
import {
  CHAMPION_NUMBERS,
  RISK_NUMBERS,
  SEGMENT_NUMBERS,
  SPONSOR_NUMBERS,
  TARGET_NUMBERS,
  type NumberSetting,
} from './people-numbers.ts'
import { NeededRoles } from './needed-roles.tsx'
import { QueryFailure } from './query-failure.tsx'
import { readSeats, seatsText } from './role-seats.ts'
import { decimalNumber, SavedChoice, SavedSwitch, SavedText, wholeNumber } from './setting-row.tsx'
import { useSettingsChange } from './settings-change.ts'
import type { SettingsPatch } from './settings-patch.ts'

/** When a person counts as an active thread, what a deal's people are held against, which roles there are, and how sponsors are kept. */
export function PeopleSection() {
  const settings = useQuery(settingsQuery)
  const usual = useQuery({
    queryKey: ['settings', 'defaults'],
    queryFn: ({ signal }) => api.settings.defaults({}, { signal }),
    staleTime: Infinity,
  })
  const may = useMay('settings:write')
  const change = useSettingsChange()
  if (settings.isLoadingError) return <QueryFailure what="the settings" query={settings} />
  if (usual.isLoadingError) return <QueryFailure what="the usual settings" query={usual} />
  if (!settings.data || !usual.data) return <Skeleton />
  const now = settings.data
  const shared: Shared = {
    now,
    usual: usual.data,
    ...(may ? { onChange: (patch, text) => change(now, patch, text) } : {}),
  }
  return (
    <div className="page-stack settings-narrow">
      <PageHeader title="People" />
      <ActiveThread {...shared} />
      <Panel title={RISK_NUMBERS.title} hint={RISK_NUMBERS.hint} rule="line">
        {RISK_NUMBERS.numbers.map((number) => (
          <NumberRow key={number.label} number={number} {...shared} />
        ))}
        <SavedSwitch
          label="Seniority weighs"
          hint="Where nobody active is a director or above, the risk is one step worse"
          value={now.threading.weighsSeniority}
          usual={usual.data.threading.weighsSeniority}
          onSave={
            shared.onChange &&
            ((weighsSeniority) =>
              change(now, { threading: { weighsSeniority } }, `Seniority ${weighsSeniority ? 'weighs' : 'does not weigh'}`))
          }
        />
      </Panel>
      {[TARGET_NUMBERS, SEGMENT_NUMBERS, CHAMPION_NUMBERS, SPONSOR_NUMBERS].map((group) => (
        <Panel key={group.title} title={group.title} hint={group.hint} rule="line">
          {group.numbers.map((number) => (
            <NumberRow key={number.label} number={number} {...shared} />
          ))}
          {group === SEGMENT_NUMBERS ? <KeyRoles {...shared} /> : null}
          {group === SPONSOR_NUMBERS ? <TierUnlessKnown {...shared} /> : null}
        </Panel>
      ))}
      <NeededRoles
        now={now}
        usual={usual.data}
        {...(shared.onChange ? { onChange: (requiredRoles, text) => change(now, { threading: { requiredRoles } }, text) } : {})}
      />
      <Roles {...shared} />
    </div>
  )
}

interface Shared {
  now: Settings
  usual: Settings
  /** Left out where the settings are only looked at. */
  onChange?: (patch: SettingsPatch, text: string) => Promise<unknown>
}

function NumberRow({ number, now, usual, onChange }: Shared & { number: NumberSetting }) {
  const { label, hint, unit, kind = 'whole', range, read, patch } = number
  const [min, max] = range(now)
  const between = `${min.toLocaleString('en')} to ${max.toLocaleString('en')}`
  return (
    <SavedText<number>
      label={label}
      hint={hint ? `${hint}. ${between}` : between}
      kind="number"
      unit={unit}
      value={read(now)}
      usual={read(usual)}
      read={kind === 'whole' ? wholeNumber(min, max) : decimalNumber(min, max)}
      onSave={onChange && ((value) => onChange(patch(value, now), `${label} set to ${value.toLocaleString('en')} ${unit}`))}
    />
  )
}

function ActiveThread({ now, usual, onChange }: Shared) {
  return (
    <Panel title="What makes a thread active" rule="line">
      <NumberRow
        number={{
          label: 'Interactions at least',
          hint: 'Mails, meetings and calls with the person',
          unit: 'interactions',
          range: () => [1, 50],
          read: ({ threading }) => threading.minInteractions,
          patch: (minInteractions) => ({ threading: { minInteractions } }),
        }}
        now={now}
        usual={usual}
        {...(onChange ? { onChange } : {})}
      />
      <NumberRow
        number={{
          label: 'Within the last',
          hint: 'Older interactions no longer count',
          unit: 'days',
          range: () => [1, 365],
          read: ({ threading }) => threading.activeWithinDays,
          patch: (activeWithinDays) => ({ threading: { activeWithinDays } }),
        }}
        now={now}
        usual={usual}
        {...(onChange ? { onChange } : {})}
      />
      <SavedSwitch
        label="Both directions needed"
        hint="At least one interaction came from the person"
        value={now.threading.needsBothDirections}
        usual={usual.threading.needsBothDirections}
        onSave={
          onChange &&
          ((needsBothDirections) =>
            onChange({ threading: { needsBothDirections } }, `Both directions ${needsBothDirections ? 'needed' : 'not needed'}`))
        }
      />
    </Panel>
  )
}

/** Who should be known on a deal of each segment: one seat after the other, "or" where any of several roles fills it. */
function KeyRoles({ now, usual, onChange }: Shared) {
  const { segments } = now.threading
  return SEGMENTS.map((segment) => (
    <SavedText<string>
      key={segment}
      label={`${SEGMENT_LABELS[segment]}, who should be known`}
      hint="Roles with commas between; “or” where either will do"
      value={seatsText(segments[segment].keyRoles)}
      usual={seatsText(usual.threading.segments[segment].keyRoles)}
      read={(text) => {
        const seats = readSeats(text)
        return seats.ok ? { ok: true, value: seatsText(seats.value) } : seats
      }}
      onSave={
        onChange &&
        ((text) => {
          const seats = readSeats(text)
          const keyRoles = seats.ok ? seats.value : segments[segment].keyRoles
          return onChange(
            { threading: { segments: { ...segments, [segment]: { ...segments[segment], keyRoles } } } },
            `${SEGMENT_LABELS[segment]}: ${text || 'nobody'} should be known`,
          )
        })
      }
    />
  ))
}

function TierUnlessKnown({ now, usual, onChange }: Shared) {
  return (
    <SavedChoice
      label="Tier where none is known"
      hint="What an account without tier and segment counts as"
      value={now.sponsors.tierUnlessKnown}
      usual={usual.sponsors.tierUnlessKnown}
      options={SEGMENT_OPTIONS}
      onSave={
        onChange &&
        ((tier) => {
          const tierUnlessKnown = SEGMENTS.find((segment) => segment === tier) ?? now.sponsors.tierUnlessKnown
          return onChange(
            { sponsors: { tierUnlessKnown } },
            `An account of no known tier counts as ${SEGMENT_LABELS[tierUnlessKnown]}`,
          )
        })
      }
    />
  )
}

function Roles({ now, usual, onChange }: Shared) {
  return (
    <Panel title="Roles in a purchase" hint="one that is off stays on whoever has it, and is suggested to nobody" rule="line">
      {BUYING_ROLES.map((role) => (
        <SavedSwitch
          key={role}
          label={ROLE_LABELS[role]}
          value={now.roles[role].active}
          usual={usual.roles[role].active}
          onSave={
            onChange &&
            ((active) => onChange({ roles: { [role]: { active } } }, `${ROLE_LABELS[role]} is ${active ? 'on' : 'off'}`))
          }
        />
      ))}
    </Panel>
  )
}
