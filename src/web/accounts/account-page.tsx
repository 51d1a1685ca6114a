import { usePageTitle } from '../app/page-title.tsx'
import { PageHeader } from '../ui/page-header.tsx'

export function AccountPage() {
  usePageTitle([{ label: 'Account' }])
  return <PageHeader title="Account" />
}
