import { paths, type ForecastView } from '../app/paths.ts'
import { Tabs } from '../ui/tabs.tsx'
import type { ForecastSearch } from './forecast-search.ts'
import './forecast-tabs.css'

const VIEWS: readonly { id: ForecastView | undefined; label: string }[] = [
  { id: undefined, label: 'Rollup' },
  { id: 'changes', label: 'Changes' },
  { id: 'trend', label: 'Trend' },
  { id: 'scenarios', label: 'Scenarios' },
]

/** The pages of the forecast. Period, day and part go along. */
export function ForecastTabs({ search, view }: { search: ForecastSearch; view: ForecastView | 'accuracy' | undefined }) {
  const { period, node, asOf, since } = search
  return (
    <div className="forecast-tabs no-print">
      <Tabs
        label="Pages of the forecast"
        current={view ?? 'rollup'}
        tabs={[
          ...VIEWS.map(({ id, label }) => ({
            id: id ?? 'rollup',
            label,
            href: paths.forecast({ period, node, asOf, since }, id),
          })),
          { id: 'accuracy', label: 'Accuracy', href: paths.accuracy() },
        ]}
      />
    </div>
  )
}
