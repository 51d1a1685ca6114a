import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { alertCountQuery } from '../../alerts/alert-queries.ts'
import { paths } from '../paths.ts'

/** The way to one's alerts, with the number of those that were not seen yet. */
export function AlertsLink() {
  const unseen = useQuery(alertCountQuery).data?.unseen ?? 0
  const label = unseen === 0 ? 'Alerts' : `Alerts, ${unseen} not seen`
  return (
    <div className="bell">
      <a className="icon-button button-normal" href={paths.alerts()} aria-label={label} title={label}>
        <IconAlertTriangle size={17} stroke={1.6} aria-hidden="true" />
        {unseen > 0 ? <span className="bell-count">{unseen > 99 ? '99+' : unseen}</span> : null}
      </a>
    </div>
  )
}
