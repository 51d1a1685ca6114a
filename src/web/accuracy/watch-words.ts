import type { Report } from './accuracy-words.ts'

type Watch = Report['watches'][number]

export const WATCH_LABELS: Readonly<Record<Watch['name'], string>> = {
  wins: 'Wins against their chances',
  losses: 'Losses against their chances',
  'new deals': 'New deals against the trend',
  replies: 'Messages from customers per open deal',
  meetings: 'Meetings per open deal',
}

/** "Wins against their chances come in 30% lower". */
export function watchText(watch: Watch): string {
  const label = WATCH_LABELS[watch.name]
  return watch.alarm ? `${label} come in ${changeText(watch.alarm.ratio)}` : label
}

/** "30% lower". */
export function changeText(ratio: number): string {
  return `${Math.round(100 * Math.abs(ratio - 1))}% ${ratio < 1 ? 'lower' : 'higher'}`
}
