import { IconX } from '@tabler/icons-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { openerOf } from './opener.ts'
import './panel.css'
import './inspector.css'

interface InspectorProps {
  title: ReactNode
  /** Accessible name where the title is not plain text. */
  label: string
  subtitle?: ReactNode
  before?: ReactNode
  footer?: ReactNode
  /** Width in pixels when docked, 352 to 444. */
  width?: number
  tone?: 'plain' | 'ai'
  /** Also called on Esc. Take the search parameter that opened it out of the address here. */
  onClose: () => void
  children: ReactNode
}

/**
 * Docks in the right column of PageColumns while the page reflows; no scrim; own scroll; Esc closes. On phones a full-height sheet.
 * Focus moves into it when it opens and back to where it was when it closes.
 */
export function Inspector({
  title,
  label,
  subtitle,
  before,
  footer,
  width = 444,
  tone = 'plain',
  onClose,
  children,
}: InspectorProps) {
  const root = useRef<HTMLElement>(null)
  // Looked at while it is drawn: what opened it may make room for it, and then has no focus any more.
  const [opener] = useState(() => openerOf(document.activeElement))
  useEffect(() => {
    root.current?.focus({ preventScroll: true })
    return () => opener()?.focus({ preventScroll: true })
  }, [opener])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      event.preventDefault()
      onClose()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [onClose])
  return (
    <aside
      ref={root}
      className={`inspector panel panel-${tone}`}
      aria-label={label}
      tabIndex={-1}
      style={{ '--inspector': `${width}px` } as React.CSSProperties}
    >
      <header className="inspector-head">
        {before}
        <div className="inspector-title">
          <h2>{title}</h2>
          {subtitle ? <span className="label">{subtitle}</span> : null}
        </div>
        <IconButton label={`Close ${label}`} onClick={onClose}>
          <IconX size={16} stroke={1.8} />
        </IconButton>
      </header>
      <div className="inspector-body">{children}</div>
      {footer ? <footer className="inspector-foot">{footer}</footer> : null}
    </aside>
  )
}

/** One part of an inspector, split from the next by a hairline. */
export function InspectorSection({ title, hint, children }: { title?: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <section className="inspector-section">
      {title ? (
        <h3>
          {title}
          {hint ? <span className="label">{hint}</span> : null}
        </h3>
      ) : null}
      {children}
    </section>
  )
}
