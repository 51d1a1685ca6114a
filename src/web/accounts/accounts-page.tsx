import { usePageTitle } from '../app/page-title.tsx'
import { PageHeader } from '../ui/page-header.tsx'

export function AccountsPage() {
  usePageTitle([{ label: 'Accounts' }])
  return <PageHeader title="Accounts" />
}
