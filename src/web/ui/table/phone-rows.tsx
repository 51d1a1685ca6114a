import type { ReactNode } from 'react'
import type { TableItem } from './table-items.ts'

/** A row on a phone: identity, status and one number. Everything else is on the row's own page. */
export interface PhoneRow {
  readonly title: ReactNode
  readonly status?: ReactNode
  readonly number?: ReactNode
  readonly href?: string
}

interface PhoneRowsProps<Row> {
  label: string
  items: readonly TableItem<Row>[]
  rowId: (row: Row) => string
  phone: (row: Row) => PhoneRow
  folded: ReadonlySet<string>
  onFold?: (group: string) => void
}

export function PhoneRows<Row>({ label, items, rowId, phone, folded, onFold }: PhoneRowsProps<Row>) {
  return (
    <ul className="phone-rows" aria-label={label}>
      {items.map((item) => {
        if (item.kind === 'group')
          return (
            <li key={`group ${item.group.id}`} className="phone-group">
              <button type="button" aria-expanded={!folded.has(item.group.id)} onClick={() => onFold?.(item.group.id)}>
                {item.group.marker ? <i className="marker keeps-colour" style={{ backgroundColor: item.group.marker }} /> : null}
                <b>{item.group.label}</b>
                <span className="group-note">{item.group.note ?? item.size}</span>
              </button>
            </li>
          )
        const line = phone(item.row)
        const content = (
          <>
            <span className="phone-title">{line.title}</span>
            <span className="phone-number">{line.number}</span>
            <span className="phone-status">{line.status}</span>
          </>
        )
        return (
          <li key={rowId(item.row)}>
            {line.href ? (
              <a className="phone-row" href={line.href}>
                {content}
              </a>
            ) : (
              <div className="phone-row">{content}</div>
            )}
          </li>
        )
      })}
    </ul>
  )
}
