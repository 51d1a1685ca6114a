import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'
import { QueryFailure } from '../settings/query-failure.tsx'
import { instantText } from '../ui/date-text.ts'
import { Panel } from '../ui/panel.tsx'
import './alerts.css'
import { Status, type Tone } from '../ui/status.tsx'

type Delivery = Awaited<ReturnType<typeof api.alerts.deliveries>>['items'][number]

const STATES: Readonly<Record<Delivery['state'], readonly [Tone, string]>> = {
  waiting: ['info', 'Waiting'],
  sending: ['info', 'Being sent'],
  delivered: ['good', 'Delivered'],
  'given-up': ['risk', 'Given up'],
}

/** The newest messages that left the app, with what became of them. */
export function DeliveriesPanel() {
  const deliveries = useQuery({ queryKey: ['alerts', 'deliveries'], queryFn: () => api.alerts.deliveries({ limit: 30 }) })
  if (deliveries.isError) return <QueryFailure what="the deliveries" query={deliveries} />
  const now = new Date(deliveries.dataUpdatedAt)
  return (
    <Panel title="Deliveries" hint="The newest 30; a message is tried for three days" rule="line">
      {deliveries.data?.items.length === 0 ? <p className="label">Nothing was sent yet.</p> : null}
      <ul className="delivery-list">
        {deliveries.data?.items.map((one) => (
          <li key={one.id}>
            <span className="name">{one.title}</span>
            <Status tone={STATES[one.state][0]}>{STATES[one.state][1]}</Status>
            <span className="label">
              {one.channel.name}, for {one.recipient.name} · {instantText(one.createdAt, now)}
              {one.attempts > 1 ? ` · ${one.attempts} attempts` : ''}
              {one.problem ? ` · ${one.problem}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
