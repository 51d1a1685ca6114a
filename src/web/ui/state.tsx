import { IconInbox, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react'
import { useEffect, useState, type ReactNode } from 'react'
import { AiMark } from './ai-mark.tsx'
import { Button } from './button.tsx'
import './state.css'

interface StateProps {
  /** One sentence of fact. */
  title: string
  /** Why, or what is safe. One sentence. */
  children?: ReactNode
  /** At most one. */
  action?: ReactNode
}

/** Nothing to show: what is hidden or missing, and one way on. */
export function Empty({ title, children, action }: StateProps) {
  return <State icon={<IconInbox size={20} stroke={1.6} />} tone="empty" title={title} body={children} action={action} />
}

/** A model says nothing because too few cases are known: how many there are, how many are needed, what is shown instead. */
export function NotEnoughData({ title, children, action }: StateProps) {
  return <State icon={<AiMark size={18} />} tone="ai" title={title} body={children} action={action} />
}

/** Something failed: what, what is safe, what to do, with the reference to quote. Announced at once. */
export function Failure({
  title,
  children,
  reference,
  onRetry,
}: StateProps & { reference?: string | undefined; onRetry?: (() => void) | undefined }) {
  return (
    <State
      icon={<IconPlugConnectedX size={20} stroke={1.6} />}
      tone="failure"
      title={title}
      body={
        <>
          {children}
          {reference ? ` Ref ${reference}.` : ''}
        </>
      }
      action={
        onRetry ? (
          <Button size="small" icon={<IconRefresh size={14} />} onClick={onRetry}>
            Try again
          </Button>
        ) : null
      }
    />
  )
}

function State({
  icon,
  tone,
  title,
  body,
  action,
}: {
  icon: ReactNode
  tone: string
  title: string
  body: ReactNode
  action: ReactNode
}) {
  return (
    <div className={`state state-${tone}`} role={tone === 'failure' ? 'alert' : undefined}>
      <span className="state-icon" aria-hidden="true">
        {icon}
      </span>
      <p className="state-title">{title}</p>
      {body ? <p className="state-body">{body}</p> : null}
      {action ? <div className="state-action">{action}</div> : null}
    </div>
  )
}

/** Placeholder in the shape of the content, shown after 200 ms. `lines` are widths in percent, top to bottom. */
export function Skeleton({ lines = [70, 100, 92, 84, 60], label = 'Loading' }: { lines?: readonly number[]; label?: string }) {
  const late = useLate(200)
  const long = useLate(LONG_MS)
  return (
    <div className="skeleton" role="status" aria-label={label}>
      {long ? <p className="label">{label}</p> : null}
      {late ? lines.map((width, index) => <i key={index} style={{ width: `${width}%` }} />) : null}
    </div>
  )
}

/** Whoever has waited this long is told in words what for. */
const LONG_MS = 2_000

/** Whether `ms` have passed since the first rendering. */
function useLate(ms: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return late
}
