import { usePageTitle } from '../app/page-title.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { ChartSpecimens } from './chart-specimens.tsx'
import { FieldSpecimens } from './field-specimens.tsx'
import './kit.css'
import { ListSpecimens } from './list-specimens.tsx'
import { StateSpecimens } from './state-specimens.tsx'
import { TableSpecimen } from './table-specimen.tsx'
import { TokenSpecimens } from './token-specimens.tsx'

/** Every part of the kit with sample values, for those who build pages and for the screenshot test. */
export function KitPage() {
  usePageTitle([{ label: 'Interface kit' }])
  return (
    <div className="page-stack page-wide">
      <PageHeader title="Interface kit" note="Sample values" />
      <TokenSpecimens />
      <ChartSpecimens />
      <StateSpecimens />
      <FieldSpecimens />
      <TableSpecimen />
      <ListSpecimens />
    </div>
  )
}
