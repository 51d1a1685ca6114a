import { paths } from '../app/paths.ts'
import { useMay } from '../app/session.ts'
import { Tabs } from '../ui/tabs.tsx'
import './accounts.css'

/** The pages of accounts: all of them, and how well their executives are kept. */
export function AccountsTabs({ page }: { page: 'accounts' | 'sponsors' }) {
  if (!useMay('people:read')) return null
  return (
    <div className="accounts-tabs no-print">
      <Tabs
        label="Pages of accounts"
        current={page}
        tabs={[
          { id: 'accounts', label: 'All accounts', href: paths.accounts() },
          { id: 'sponsors', label: 'Executive sponsors', href: paths.sponsors() },
        ]}
      />
    </div>
  )
}
