import { usePageTitle } from '../app/page-title.tsx'
import { PageHeader } from '../ui/page-header.tsx'

export function PipelinePage() {
  usePageTitle([{ label: 'Pipeline' }])
  return <PageHeader title="Pipeline" />
}
