import { usePageTitle } from '../app/page-title.tsx'
import { PageHeader } from '../ui/page-header.tsx'

export function SettingsPage() {
  usePageTitle([{ label: 'Settings' }])
  return <PageHeader title="Settings" />
}
