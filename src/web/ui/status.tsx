import { IconAlertOctagonFilled, IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { AiMark } from './ai-mark.tsx'
import './status.css'

/** good: circle with check; warn: triangle; risk: filled octagon; mute: dashed circle; info: circled i; ai: four-point mark. */
export type Tone = 'good' | 'warn' | 'risk' | 'mute' | 'info' | 'ai'

/** A state as shape and word, then colour. `chip` puts it on its tone's background; `plain` is for table cells. */
export function Status({ tone, look = 'plain', children }: { tone: Tone; look?: 'plain' | 'chip'; children: ReactNode }) {
  return (
    <span className={`status status-${tone} status-${look}`}>
      <StatusShape tone={tone} />
      {children}
    </span>
  )
}

/** The shape alone. Only where the word stands beside it; give `label` where it does not. */
export function StatusShape({ tone, label, size = 15 }: { tone: Tone; label?: string; size?: number }) {
  const named = label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true as const }
  const shape = { size, stroke: 1.7, className: `status-shape status-${tone}`, ...named }
  if (tone === 'good') return <IconCircleCheck {...shape} />
  if (tone === 'warn') return <IconAlertTriangle {...shape} />
  if (tone === 'risk') return <IconAlertOctagonFilled {...shape} />
  if (tone === 'mute') return <IconCircleDashed {...shape} />
  if (tone === 'info') return <IconInfoCircle {...shape} />
  return <AiMark {...(label ? { label } : {})} />
}
