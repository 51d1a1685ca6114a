import { useQueryClient } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { useSaved } from '../settings/saved-state.ts'
import { Button } from '../ui/button.tsx'
import { instantText } from '../ui/date-text.ts'
import { MenuButton } from '../ui/menu-button.tsx'
import { Status } from '../ui/status.tsx'
import { useToast } from '../ui/toast.tsx'
import type { Alert, AlertList } from './alert-queries.ts'

const HOUR_MS = 3_600_000
const SNOOZES = [
  { label: 'Until tomorrow', hours: 24 },
  { label: 'For a week', hours: 7 * 24 },
  { label: 'For 30 days', hours: 30 * 24 },
] as const

const CLOSED: Readonly<Partial<Record<Alert['state'], string>>> = {
  'acted-on': 'Acted on',
  dismissed: 'Dismissed',
  gone: 'Gone by itself',
}

/** One alert: what it says, whom it is for, and what one can do with it. */
export function AlertRow({ alert, list, now, mayMove }: { alert: Alert; list: AlertList; now: Date; mayMove: boolean }) {
  const queries = useQueryClient()
  const toast = useToast()
  const { problem, busy, save } = useSaved()
  const move = async (done: string, change: () => Promise<unknown>) => {
    if (!(await save(change))) return
    void queries.invalidateQueries({ queryKey: ['alerts'] })
    toast({ text: `${alert.title}: ${done}` })
  }
  const snooze = (hours: number) =>
    move('put off', () => api.alerts.snooze({ id: alert.id, until: new Date(Date.now() + hours * HOUR_MS).toISOString() }))
  const wait = busy ? 'Being saved' : undefined
  return (
    <li className={`alert-row${alert.mine && alert.state === 'open' && list === 'open' ? ' alert-new' : ''}`}>
      <div className="alert-words">
        <p className="alert-title">
          {alert.priority === 'urgent' ? <Status tone="risk">Urgent</Status> : null}
          {alert.path && (alert.deal ?? alert.account) ? (
            <a href={alert.path}>{alert.title}</a>
          ) : (
            <span className="name">{alert.title}</span>
          )}
        </p>
        <p className="alert-body">{alert.body}</p>
        <p className="label">
          {alert.ruleTitle} · {alert.mine ? 'For you' : `For ${alert.recipient.name}`} · {whenOf(alert, list, now)}
        </p>
        {problem ? (
          <p className="field-problem" role="alert">
            {problem}
          </p>
        ) : null}
      </div>
      {list !== 'history' && mayMove ? (
        <div className="alert-actions">
          <Button
            size="small"
            aria-label={`Acted on: ${alert.title}`}
            disabledReason={wait}
            onClick={() => void move('acted on', () => api.alerts.act({ id: alert.id }))}
          >
            Acted on
          </Button>
          <MenuButton
            label={`Put off: ${alert.title}`}
            size="small"
            groups={[{ items: SNOOZES.map(({ label, hours }) => ({ id: label, label, onSelect: () => void snooze(hours) })) }]}
          >
            Put off
          </MenuButton>
          <Button
            size="small"
            look="quiet"
            aria-label={`Dismiss: ${alert.title}`}
            disabledReason={wait}
            onClick={() => void move('dismissed', () => api.alerts.dismiss({ id: alert.id }))}
          >
            Dismiss
          </Button>
        </div>
      ) : null}
    </li>
  )
}

function whenOf(alert: Alert, list: AlertList, now: Date): string {
  if (list === 'snoozed' && alert.snoozedUntil) return `Put off until ${instantText(alert.snoozedUntil, now)}`
  if (list === 'history' && alert.closedAt) return `${CLOSED[alert.state] ?? 'Closed'} ${instantText(alert.closedAt, now)}`
  return instantText(alert.toldAt ?? alert.openedAt, now)
}
