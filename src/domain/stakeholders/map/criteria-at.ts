import type { DealEvent } from '../../opportunities/replay.ts'
import type { Instant } from '../../values/instant.ts'
import { Criterion, Position } from './criterion.ts'
import { learntBefore } from './entered-at.ts'

export interface Criteria {
  /** In the order in which they were first entered. */
  readonly criteria: readonly Criterion[]
  readonly positions: readonly Position[]
}

/** The criteria of a deal and who stands where on them, as recorded before an instant. */
export function criteriaAt(events: readonly DealEvent[], asOf: Instant): Criteria {
  const criteria = new Map<string, Criterion>()
  const positions = new Map<string, Position>()
  for (const { type, noun, subject, before, after } of learntBefore(events, asOf)) {
    if (noun !== 'criterion' || subject === null) continue
    if (type === 'criterion.removed') criteria.delete(subject)
    else if (type === 'criterion.set') {
      const read = Criterion.safeParse({ ...criteria.get(subject), ...after, id: subject })
      if (read.success) criteria.set(subject, read.data)
    } else if (type === 'criterion.position-set') {
      const read = Position.safeParse({ ...after, criterion: subject })
      if (read.success) positions.set(`${subject} ${read.data.contact}`, read.data)
    } else if (type === 'criterion.position-removed') positions.delete(`${subject} ${String(before?.['contact'])}`)
  }
  return {
    criteria: [...criteria.values()],
    positions: [...positions.values()].filter(({ criterion }) => criteria.has(criterion)),
  }
}
