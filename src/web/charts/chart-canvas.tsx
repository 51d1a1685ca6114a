import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ECharts } from 'echarts/core'
import { LabelLayout } from 'echarts/features'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ChartOption } from './chart-option.ts'

use([BarChart, LineChart, GridComponent, MarkLineComponent, TooltipComponent, LabelLayout, SVGRenderer])

/** Draws an option as SVG and follows the width of its place. Loaded apart from the pages, since ECharts is large. */
export default function ChartCanvas({
  option,
  height,
  finding,
  onMark,
}: {
  option: ChartOption
  height: number
  finding: string
  onMark?: ((index: number, series: string) => void) | undefined
}) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(undefined)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const made = init(element, undefined, { renderer: 'svg' })
    chart.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = undefined
    }
  }, [])
  useEffect(() => chart.current?.setOption(option, { notMerge: true }), [option])
  useEffect(() => {
    const made = chart.current
    if (!made || !onMark) return
    const click = (event: { dataIndex: number; seriesName?: string | undefined }) =>
      onMark(event.dataIndex, event.seriesName ?? '')
    made.on('click', click)
    return () => void made.off('click', click)
  }, [onMark])
  return <div ref={place} role="img" aria-label={finding} style={{ height }} />
}
