import { useQuery } from '@tanstack/react-query'
import type { Settings } from '../../domain/settings/settings.ts'
import { useMay } from '../app/session.ts'
import { settingsQuery } from '../deals/company-queries.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Skeleton } from '../ui/state.tsx'
import { QueryFailure } from './query-failure.tsx'
import { SavedSwitch, SavedText, wholeNumber } from './setting-row.tsx'
import { useSettingsChange } from './settings-change.ts'

/** When a person counts as an active thread of a deal, and how the forecast is drawn. */
export function ThreadingSection() {
  const settings = useQuery(settingsQuery)
  const may = useMay('settings:write')
  const change = useSettingsChange()
  if (settings.isError) return <QueryFailure what="the settings" query={settings} />
  if (!settings.data) return <Skeleton />
  const { threading, forecast } = settings.data
  const thread = (patch: Partial<Settings['threading']>, text: string) => change(settings.data, { threading: patch }, text)
  const model = (patch: Partial<Settings['forecast']>, text: string) => change(settings.data, { forecast: patch }, text)
  return (
    <div className="page-stack settings-narrow">
      <PageHeader title="Threading and model" />
      <Panel title="What makes a thread active" rule="line">
        <SavedText
          label="Interactions at least"
          hint="Mails, meetings and calls with the person"
          kind="number"
          unit="interactions"
          value={threading.minInteractions}
          read={wholeNumber(1, 50)}
          onSave={may ? (value) => thread({ minInteractions: value }, `Interactions at least set to ${value}`) : undefined}
        />
        <SavedText
          label="Within the last"
          hint="Older interactions no longer count"
          kind="number"
          unit="days"
          value={threading.activeWithinDays}
          read={wholeNumber(1, 365)}
          onSave={may ? (value) => thread({ activeWithinDays: value }, `Active thread window set to ${value} days`) : undefined}
        />
        <SavedSwitch
          label="Both directions needed"
          hint="At least one interaction came from the person"
          value={threading.needsBothDirections}
          onSave={
            may
              ? (value) => thread({ needsBothDirections: value }, `Both directions ${value ? 'needed' : 'not needed'}`)
              : undefined
          }
        />
      </Panel>
      <Panel title="How the forecast is drawn" rule="line">
        <SavedText
          label="Paths"
          hint="Simulated quarters per forecast. More make the range steadier and take longer"
          kind="number"
          unit="paths"
          value={forecast.paths}
          read={wholeNumber(1_000, 50_000)}
          onSave={may ? (value) => model({ paths: value }, `Forecast paths set to ${value.toLocaleString('en')}`) : undefined}
        />
        <SavedText
          label="Seed"
          hint="The same rows, the same day and the same seed give the same forecast"
          kind="number"
          value={forecast.seed}
          read={wholeNumber(0, 2_147_483_647)}
          onSave={may ? (value) => model({ seed: value }, `Forecast seed set to ${value}`) : undefined}
        />
      </Panel>
    </div>
  )
}
