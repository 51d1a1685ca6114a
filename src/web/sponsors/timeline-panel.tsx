import { IconMail, IconPhone, IconUsersGroup } from '@tabler/icons-react'
import { dateText } from '../ui/date-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Timeline } from '../ui/timeline.tsx'
import type { SponsorReport } from './sponsor-queries.ts'

const ICONS: Readonly<Record<string, typeof IconMail>> = { 'E-mail': IconMail, Call: IconPhone }

/** What passed between the primary sponsor and us, the latest first. */
export function TimelinePanel({ report: { primary }, today }: { report: SponsorReport; today: string }) {
  if (!primary) return null
  return (
    <Panel title="Engagement timeline" hint={`${primary.name} and us`}>
      {primary.timeline.length === 0 ? (
        <p className="label">Nothing has passed between {primary.name} and us yet.</p>
      ) : (
        <div className="sponsor-timeline">
          <Timeline
            label={`Engagement of ${primary.name}`}
            entries={primary.timeline.map(({ activityId, at, interaction, topics, outcome }) => {
              const Icon = ICONS[interaction] ?? IconUsersGroup
              return {
                id: activityId,
                at,
                when: dateText(at, today),
                icon: <Icon size={15} stroke={1.6} />,
                title: topics ?? interaction,
                detail: topics ? interaction : undefined,
                end: <span className="label">{outcome}</span>,
              }
            })}
          />
        </div>
      )}
    </Panel>
  )
}
