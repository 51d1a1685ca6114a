import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { usePageTitle } from '../app/page-title.tsx'
import { paths } from '../app/paths.ts'
import { dataRoute } from '../app/routes.tsx'
import { candidatesQuery } from '../accounts/identity/identity-queries.ts'
import { SamePersonList } from '../accounts/identity/same-person-list.tsx'
import { useMay } from '../app/session.ts'
import { ImportList } from '../imports/import-list.tsx'
import { ImportPage } from '../imports/import-page.tsx'
import { importsQuery } from '../imports/import-query.ts'
import { NewImportPage } from '../imports/new-import-page.tsx'
import { ButtonLink } from '../ui/button.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty } from '../ui/state.tsx'
import { Tabs } from '../ui/tabs.tsx'
import './data-quality.css'
import { QualityReport } from './quality-report.tsx'

/** What the data lacks or contradicts, and the imports that bring it. */
export function DataQualityPage() {
  const { tab = 'report', import: open } = dataRoute.useSearch()
  const mayRead = useMay('data:read')
  const mayImport = useMay('data:import')
  usePageTitle(
    open
      ? [{ label: 'Data quality', href: paths.data({ tab: 'imports' }) }, { label: open === 'new' ? 'New import' : 'Import' }]
      : [{ label: 'Data quality' }],
  )
  if (!mayRead)
    return (
      <>
        <PageHeader title="Data quality" />
        <Empty title="Not visible to you">Data quality and imports need a right that your role does not have.</Empty>
      </>
    )
  if (open === 'new') return <NewImportPage />
  if (open) return <ImportPage key={open} id={open} />
  return (
    <div className="page-stack">
      <PageHeader
        title="Data quality"
        actions={
          mayImport ? (
            <ButtonLink
              look="primary"
              href={paths.data({ tab: 'imports', import: 'new' })}
              icon={<IconPlus size={15} stroke={1.8} />}
            >
              New import
            </ButtonLink>
          ) : null
        }
      />
      <DataTabs current={tab} />
      {tab === 'imports' ? <ImportList /> : tab === 'people' ? <SamePersonList /> : <QualityReport />}
    </div>
  )
}

function DataTabs({ current }: { current: string }) {
  const waiting = useQuery(importsQuery).data?.items.filter((item) => item.status === 'previewed').length ?? 0
  const pairs = useQuery(candidatesQuery).data?.total ?? 0
  return (
    <div className="data-tabs">
      <Tabs
        label="Data quality"
        current={current}
        tabs={[
          { id: 'report', label: 'To mend', href: paths.data() },
          {
            id: 'people',
            label: 'Same person?',
            href: paths.data({ tab: 'people' }),
            ...(pairs > 0 ? { count: String(pairs) } : {}),
          },
          {
            id: 'imports',
            label: 'Imports',
            href: paths.data({ tab: 'imports' }),
            ...(waiting > 0 ? { count: `${waiting} to store` } : {}),
          },
        ]}
      />
    </div>
  )
}
