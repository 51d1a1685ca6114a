import { usePageTitle } from '../app/page-title.tsx'
import { PageHeader } from '../ui/page-header.tsx'

export function ForecastPage() {
  usePageTitle([{ label: 'Forecast' }])
  return <PageHeader title="Forecast" />
}
