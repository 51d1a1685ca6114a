import { useQuery } from '@tanstack/react-query'
import type { Settings } from '../../domain/settings/settings.ts'
import { useMay } from '../app/session.ts'
import { settingsQuery } from '../deals/company-queries.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { Panel } from '../ui/panel.tsx'
import { Skeleton } from '../ui/state.tsx'
import { QueryFailure } from './query-failure.tsx'
import { SavedText, wholeNumber } from './setting-row.tsx'
import { useSettingsChange } from './settings-change.ts'

/** How the forecast is drawn, and when it is learnt anew. */
export function ModelSection() {
  const settings = useQuery(settingsQuery)
  const may = useMay('settings:write')
  const change = useSettingsChange()
  if (settings.isLoadingError) return <QueryFailure what="the settings" query={settings} />
  if (!settings.data) return <Skeleton />
  const { forecast } = settings.data
  const model = (patch: Partial<Settings['forecast']>, text: string) => change(settings.data, { forecast: patch }, text)
  return (
    <div className="page-stack settings-narrow">
      <PageHeader title="Model" />
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
