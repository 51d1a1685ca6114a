import { IconWifiOff } from '@tabler/icons-react'
import { onlineManager, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { problemCode } from '../problem-code.ts'

/** Says that the server cannot be reached: the network is gone, or the last request found nobody. Gone once something answers. */
export function OfflineBanner() {
  const queries = useQueryClient()
  const [state, setState] = useState<'reachable' | 'offline' | 'silent'>(onlineManager.isOnline() ? 'reachable' : 'offline')
  useEffect(() => onlineManager.subscribe((online) => setState(online ? 'reachable' : 'offline')), [])
  useEffect(
    () =>
      queries.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || !onlineManager.isOnline()) return
        if (event.action.type === 'success') setState('reachable')
        else if (event.action.type === 'error' && problemCode(event.action.error) === 'unavailable') setState('silent')
      }),
    [queries],
  )
  if (state === 'reachable') return null
  return (
    <div className="offline-banner" role="status">
      <IconWifiOff size={15} stroke={1.8} aria-hidden="true" />
      {state === 'offline'
        ? 'You are offline. What is on screen may be old; changes cannot be saved now.'
        : 'The server does not answer. What is on screen may be old; it is asked again by itself.'}
    </div>
  )
}
