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
export function watchText({ name, alarm }: Watch): string {
  if (!alarm) return WATCH_LABELS[name]
  const change = Math.round(100 * Math.abs(alarm.ratio - 1))
  return `${WATCH_LABELS[name]} come in ${change}% ${alarm.ratio < 1 ? 'lower' : 'higher'}`
}
