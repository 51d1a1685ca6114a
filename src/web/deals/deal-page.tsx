import { usePageTitle } from '../app/page-title.tsx'
import { PageHeader } from '../ui/page-header.tsx'

export function DealPage() {
  usePageTitle([{ label: 'Deal' }])
  return <PageHeader title="Deal" />
}
