import { IconTable } from '@tabler/icons-react'
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react'
import { IconButton } from '../ui/button.tsx'
import { useKeys } from '../ui/key-map.tsx'
import { Panel } from '../ui/panel.tsx'
import { Skeleton } from '../ui/state.tsx'
import type { ChartOption } from './chart-option.ts'
import './chart-panel.css'
import { screenPalette, type Palette } from './palette.ts'

const ChartCanvas = lazy(() => import('./chart-canvas.tsx'))

export interface ChartTable {
  /** Heads, the first for the rows' names. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Where the names of the rows lead, in their order. */
  readonly hrefs?: readonly (string | undefined)[]
}

interface ChartPanelProps {
  title: string
  /** Over what; must say where the axis starts when that is not 0. */
  hint?: ReactNode
  /** One sentence that says what the chart shows. It is the name of the picture. */
  finding: string
  /** Line samples, direct labels being better. See LegendItem. */
  legend?: ReactNode
  actions?: ReactNode
  /** Makes the option from the palette. Keep it stable (`useCallback`), it is drawn anew whenever it changes. */
  build: (palette: Palette) => ChartOption
  /** The same figures as a table, which is the accessible version. */
  table: ChartTable
  height?: number
  /** Drills down from a mark. The table's rows do the same by `onMark(rowIndex)`. */
  onMark?: (index: number, series: string) => void
}

/** A chart in its panel: a figure with a one-sentence finding, and a switch (key T) to the same figures as a table. */
export function ChartPanel({ title, hint, finding, legend, actions, build, table, height = 220, onMark }: ChartPanelProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart')
  const option = useMemo(() => build(screenPalette), [build])
  const flip = () => setView((before) => (before === 'chart' ? 'table' : 'chart'))
  useKeys([
    {
      keys: 't',
      name: 'Chart as table',
      group: 'Charts',
      // The chart one points at or is in; otherwise the first of the page.
      run: () => chartMeant()?.querySelector<HTMLElement>('[data-chart-table]')?.click(),
    },
  ])
  return (
    <Panel
      title={title}
      hint={hint}
      actions={
        <>
          {legend}
          {actions}
          <span data-chart-actions>
            <IconButton label={`${title} as table`} aria-pressed={view === 'table'} size="small" data-chart-table onClick={flip}>
              <IconTable size={16} stroke={1.6} />
            </IconButton>
          </span>
        </>
      }
    >
      <figure className="chart" data-chart>
        {view === 'chart' ? (
          <Suspense
            fallback={
              <div style={{ height }}>
                <Skeleton />
              </div>
            }
          >
            <ChartCanvas option={option} height={height} finding={finding} onMark={onMark} />
          </Suspense>
        ) : (
          <FiguresTable label={finding} table={table} height={height} />
        )}
      </figure>
    </Panel>
  )
}

/** The panel of the chart under the pointer or with focus, or the first one. */
function chartMeant(): Element | null {
  const panels = [...document.querySelectorAll('.panel:has([data-chart])')]
  return (
    panels.find((panel) => panel.matches(':focus-within')) ?? panels.find((panel) => panel.matches(':hover')) ?? panels[0] ?? null
  )
}

function FiguresTable({ label, table, height }: { label: string; table: ChartTable; height: number }) {
  return (
    <div className="chart-table" style={{ maxHeight: Math.max(height, 200) }} tabIndex={0} role="region" aria-label={label}>
      <table>
        <caption className="unseen">{label}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) =>
                at === 0 ? (
                  <th key={at} scope="row">
                    {table.hrefs?.[index] ? <a href={table.hrefs[index]}>{cell}</a> : cell}
                  </th>
                ) : (
                  <td key={at}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A sample of a line or fill with its name, for the few cases without direct labels. */
export function LegendItem({
  sample,
  color,
  children,
}: {
  sample: 'line' | 'step' | 'dashed' | 'band' | 'target'
  color: string
  children: string
}) {
  return (
    <span className="legend-item">
      <svg width="16" height="10" aria-hidden="true">
        {sample === 'line' ? <path d="M0 5h16" stroke={color} strokeWidth="2.5" /> : null}
        {sample === 'step' ? <path d="M0 3h7v4h9" fill="none" stroke={color} strokeWidth="1.5" /> : null}
        {sample === 'dashed' ? <path d="M0 5h16" stroke={color} strokeWidth="2" strokeDasharray="4 2.5" /> : null}
        {sample === 'band' ? <rect y="1" width="14" height="8" rx="2" fill={color} /> : null}
        {sample === 'target' ? <path d="M8 0v10" stroke={color} strokeDasharray="2.5 1.5" /> : null}
      </svg>
      {children}
    </span>
  )
}
