import type { ReactNode } from 'react'
import './tabs.css'

export interface Tab {
  readonly id: string
  readonly label: string
  readonly href: string
  readonly count?: ReactNode
}

/** Parts of one record, each with its own address. Numbers 1 to 9 are bound by the page, not here. */
export function Tabs({ label, tabs, current }: { label: string; tabs: readonly Tab[]; current: string }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.id} href={tab.href} aria-current={tab.id === current ? 'page' : undefined}>
          {tab.label}
          {tab.count === undefined ? null : <span className="tabs-count">{tab.count}</span>}
        </a>
      ))}
    </nav>
  )
}
