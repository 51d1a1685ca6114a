import { IconCalendarShare } from '@tabler/icons-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { dateText } from '../ui/date-text.ts'
import { Panel } from '../ui/panel.tsx'
import { Status } from '../ui/status.tsx'
import { FeedDialog } from './feed-dialog.tsx'
import type { SponsorPart } from './sponsor-part.ts'

/** What is planned with the executives in the next quarter, and what the cadence asks for beside it. */
export function CalendarPanel({ report: { calendar }, today }: SponsorPart) {
  const [dialog, setDialog] = useState<'open' | 'closed'>('closed')
  return (
    <Panel
      title="Engagement calendar"
      hint="next 3 months"
      actions={
        <Button size="small" icon={<IconCalendarShare size={14} aria-hidden="true" />} onClick={() => setDialog('open')}>
          Subscribe
        </Button>
      }
      padding={calendar.length > 0 ? 'flush' : 'normal'}
    >
      {calendar.length === 0 ? (
        <p className="label">Nothing is planned, and nothing falls due.</p>
      ) : (
        <div className="plain-table-box" tabIndex={0} role="region" aria-label="Meetings with executives">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">Date</th>
                <th scope="col">Event</th>
                <th scope="col">Attendees</th>
                <th scope="col">Objective</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {calendar.map(({ id, on, event, attendees, objective, state }) => (
                <tr key={id}>
                  <td className="plain-day">{dateText(on, today)}</td>
                  <td className="name">{event}</td>
                  <td>{attendees.join(', ')}</td>
                  <td>{objective}</td>
                  <td>
                    <Status tone={state === 'planned' ? 'good' : 'mute'}>{state === 'planned' ? 'Planned' : 'Proposed'}</Status>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {dialog === 'open' ? <FeedDialog today={today} onClose={() => setDialog('closed')} /> : null}
    </Panel>
  )
}
