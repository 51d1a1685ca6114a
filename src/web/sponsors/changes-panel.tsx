import { IconDoorExit, IconNews, IconPlus, IconUserPlus, IconUserUp } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { dateText } from '../ui/date-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Timeline } from '../ui/timeline.tsx'
import { NewsDialog } from './news-dialog.tsx'
import { useMayEdit } from './sponsor-changes.ts'
import type { SponsorPart } from './sponsor-part.ts'

const ICONS = { left: IconDoorExit, title: IconUserUp, 'new-executive': IconUserPlus, news: IconNews } as const

/** Who left, rose or came at the top of the account, with what it means for us and how we know. */
export function ChangesPanel(props: SponsorPart) {
  const { report, today, mode } = props
  const { changes } = report
  const mayEdit = useMayEdit(mode)
  const [dialog, setDialog] = useState<'open' | 'closed'>('closed')
  return (
    <Panel
      title="Changes at the top"
      hint="12 months"
      actions={
        mayEdit ? (
          <Button size="small" icon={<IconPlus size={14} aria-hidden="true" />} onClick={() => setDialog('open')}>
            Add
            <span className="unseen"> a change</span>
          </Button>
        ) : null
      }
    >
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
      {dialog === 'open' ? <NewsDialog {...props} onClose={() => setDialog('closed')} /> : null}
    </Panel>
  )
}
