import type { BuyingRole } from '../../accounts/contact.ts'
import type { ThreadingPerson } from '../threading.ts'

interface Node {
  readonly lines: readonly string[]
}

const COLUMN = 30

/** The map of the report, as the document draws it: the economic buyer, below champion and blocker, below technical and user. */
export function reportMap(people: readonly ThreadingPerson[], dormantEngagement: number): string {
  const first = (...roles: BuyingRole[]) => people.find((one) => roles.some((role) => one.roles.includes(role)))
  const node = (title: string, person: ThreadingPerson | undefined, mark = ''): Node => ({
    lines: person
      ? [`👤 ${title}`, `${person.person.name}${mark}`, `[Engagement: ${Math.round(person.engagement.value ?? 0)}/100]`]
      : [`👤 ${title}`, 'Not known'],
  })
  const champion = first('champion')
  const blocker = first('blocker')
  const isWell = champion && champion.active && (champion.engagement.value ?? 0) > dormantEngagement
  return drawn([
    [node('Economic Buyer', first('economic-buyer', 'decision-maker'))],
    [node('Champion', champion, isWell ? ' - ✓' : ' - ⚠️'), ...(blocker ? [node('Blocker?', blocker, ' - ⚠️')] : [])],
    [node('Technical', first('technical-evaluator')), node('User', first('user'))],
  ])
}

/** Rows of nodes below each other, joined by lines from the middle of each row to its next. */
function drawn(rows: readonly (readonly Node[])[]): string {
  const width = COLUMN * Math.max(...rows.map((row) => row.length))
  const lines: string[] = []
  for (const [i, row] of rows.entries()) {
    const columns = middles(row.length, width)
    if (i > 0) lines.push(...branches(columns, width))
    const height = Math.max(...row.map((node) => node.lines.length))
    for (let line = 0; line < height; line++)
      lines.push(placed(columns.map((at, j) => ({ at, text: row[j]?.lines[line] ?? '' }))))
  }
  return lines.map((line) => line.trimEnd()).join('\n')
}

function middles(count: number, width: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor((width * (2 * i + 1)) / (2 * count)))
}

function branches(columns: readonly number[], width: number): string[] {
  const stem = placed([{ at: Math.floor(width / 2), text: '|' }])
  const [left = 0, right = 0] = [columns[0], columns.at(-1)]
  if (left === right) return [stem]
  const bar = [...' '.repeat(left), ...'-'.repeat(right - left + 1)]
  for (const at of [...columns, Math.floor(width / 2)]) bar[at] = '+'
  return [stem, bar.join(''), placed(columns.map((at) => ({ at, text: '|' })))]
}

function placed(texts: readonly { readonly at: number; readonly text: string }[]): string {
  let line = ''
  for (const { at, text } of texts) line = `${line.padEnd(at - Math.floor(text.length / 2))}${text}`
  return line
}
