import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { Opportunity } from '../../../domain/opportunities/opportunity.ts'
import { api } from '../../app/api.ts'
import { MenuButton } from '../../ui/menu-button.tsx'
import { useToast } from '../../ui/toast.tsx'
import { saveFile } from '../../ui/save-file.ts'
import type { PersonRow } from './people-rows.ts'
import type { StakeholderMap } from './people-queries.ts'

interface PeopleMenuProps {
  deal: Opportunity
  map: StakeholderMap | undefined
  rows: readonly PersonRow[]
  asOf: string | undefined
  today: string
  activeWithinDays: number
}

/** The report on the deal's people as text or file, the quick status, and the map as a picture. */
export function PeopleMenu({ deal, map, rows, asOf, today, activeWithinDays }: PeopleMenuProps) {
  const toast = useToast()
  const [problem, setProblem] = useState<string>()
  const attempt = (work: () => Promise<string>) => {
    setProblem(undefined)
    work().then(
      (text) => toast({ text }),
      (reason: unknown) => setProblem(reason instanceof Error ? reason.message : 'That did not work'),
    )
  }
  const report = async (kind: 'markdown' | 'quick') => {
    const { markdown } = await api.stakeholders.threading({ deal: deal.id, [kind]: true, ...(asOf ? { asOf } : {}) })
    if (!markdown) throw new Error('The server gave no report')
    return markdown
  }
  const name = `people-${deal.name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}-${today}`
  const picture = async () => {
    if (!map) throw new Error('The map is not loaded yet')
    const { mapPicture, mapPng } = await import('./map-picture.tsx')
    const svg = mapPicture({ title: `People on ${deal.name}, ${today}`, map, rows, today, activeWithinDays })
    return { svg, mapPng }
  }
  return (
    <>
      {problem ? (
        <span className="risk-text" role="alert">
          {problem}
        </span>
      ) : null}
      <MenuButton
        label="Export"
        icon={<IconDownload size={15} stroke={1.6} aria-hidden="true" />}
        groups={[
          {
            title: 'Report',
            items: [
              {
                id: 'copy',
                label: 'Copy report as text',
                onSelect: () =>
                  attempt(async () => {
                    await navigator.clipboard.writeText(await report('markdown'))
                    return 'Report copied'
                  }),
              },
              {
                id: 'quick',
                label: 'Copy quick status',
                onSelect: () =>
                  attempt(async () => {
                    await navigator.clipboard.writeText(await report('quick'))
                    return 'Quick status copied'
                  }),
              },
              {
                id: 'markdown',
                label: 'Report as Markdown file',
                onSelect: () =>
                  attempt(async () => {
                    saveFile(`${name}.md`, await report('markdown'), 'text/markdown;charset=utf-8')
                    return `${name}.md saved`
                  }),
              },
            ],
          },
          {
            title: 'Map',
            items: [
              {
                id: 'svg',
                label: 'Map as SVG',
                onSelect: () =>
                  attempt(async () => {
                    saveFile(`${name}.svg`, (await picture()).svg, 'image/svg+xml')
                    return `${name}.svg saved`
                  }),
              },
              {
                id: 'png',
                label: 'Map as PNG',
                onSelect: () =>
                  attempt(async () => {
                    const { svg, mapPng } = await picture()
                    saveFile(`${name}.png`, await mapPng(svg), 'image/png')
                    return `${name}.png saved`
                  }),
              },
            ],
          },
        ]}
      />
    </>
  )
}
