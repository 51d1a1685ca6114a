import { usePageTitle } from '../app/page-title.tsx'
import { PageHeader } from '../ui/page-header.tsx'

export function DataQualityPage() {
  usePageTitle([{ label: 'Data quality' }])
  return <PageHeader title="Data quality" />
}
