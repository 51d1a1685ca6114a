import { IconLock } from '@tabler/icons-react'

/** The lock on a person to whom nothing may be sent. */
export function DoNotContact() {
  return (
    <span role="img" aria-label="Do not contact" title="Do not contact" className="risk-text lock">
      <IconLock size={14} stroke={1.8} aria-hidden="true" />
    </span>
  )
}
