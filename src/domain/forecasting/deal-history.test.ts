import { expect, test } from 'vitest'
import { stream } from '../../stats/random/stream.ts'
import { openViewsAt, ownerAt, stageAt, viewAt, viewsAt } from './deal-history.ts'
import { madeDeal } from './made-deal.ts'

test('stage and owner of an open deal at an instant are those of its view', () => {
  const source = stream(1, 'stages')
  const pick = (n: number): number => source.next() % n
  for (let deal = 0; deal < 300; deal++) {
    let at = 100 + pick(3)
    // Entered more than once, out of order, at the very instant, and before anything was recorded.
    const stages = Array.from({ length: pick(5) }, () => ({ stage: 'ABC'[pick(3)]!, at: (at += pick(6) - 1) }))
    const owners = Array.from({ length: pick(3) }, (_, i) => ({ at: 101 + 3 * i, value: 'XY'[pick(2)]! }))
    const history = madeDeal('D', 100, { stages, owner: 'Z', ...(owners.length > 0 ? { owners } : {}) })
    for (let instant = 101; instant < 130; instant++) {
      const view = viewAt(history, instant)!
      expect(stageAt(history, instant)).toEqual(view.stages.at(-1))
      expect(ownerAt(history, instant)).toBe(view.history.owner)
    }
  }
})

test('deals open on a past day are those of all views of the day, in their order, and the others had closed', () => {
  const source = stream(2, 'closes')
  const pick = (n: number): number => source.next() % n
  const deals = Array.from({ length: 200 }, () => {
    const createdAt = pick(40)
    const at = createdAt + pick(20)
    const kind = pick(2) === 0 ? ('won' as const) : ('lost' as const)
    const outcome = pick(4) === 0 ? null : { kind, at, amountMinor: null, recordedAt: at + pick(5) }
    return madeDeal(`D${pick(1_000)}`, createdAt, { outcome })
  })
  for (let instant = 0; instant < 70; instant += 7) {
    const all = viewsAt(deals, instant)
    const open = all.filter((view) => view.outcome === null)
    expect(openViewsAt(deals, instant)).toEqual({ open, closed: all.length - open.length })
  }
})
