import { IconDoorExit, IconNews, IconUserPlus, IconUserUp } from '@tabler/icons-react'
import { dateText } from '../ui/date-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Timeline } from '../ui/timeline.tsx'
import type { SponsorPart } from './sponsor-part.ts'

const ICONS = { left: IconDoorExit, title: IconUserUp, 'new-executive': IconUserPlus, news: IconNews } as const

/** Who left, rose or came at the top of the account, with what it means for us and how we know. */
export function ChangesPanel({ report: { changes }, today }: SponsorPart) {
  return (
    <Panel title="Changes at the top" hint="12 months">
      {changes.length === 0 ? (
        <p className="label">None is known.</p>
      ) : (
        <div className="sponsor-timeline">
          <Timeline
            label="Changes at the top"
            entries={changes.map(({ at, kind, what, impact, source }) => {
              const Icon = ICONS[kind]
              return {
                id: `${at} ${what}`,
                at,
                when: dateText(at, today),
                icon: <Icon size={15} stroke={1.6} />,
                title: what,
                detail: `${impact}. Source: ${source}.`,
              }
            })}
          />
        </div>
      )}
    </Panel>
  )
}
