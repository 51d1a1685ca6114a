import { expect, test } from 'vitest'
import type { Segment } from '../../opportunities/opportunity.ts'
import { DEFAULT_SETTINGS } from '../../settings/settings.ts'
import { programme } from './programme.ts'
import type { ThreadTrack } from './thread-track.ts'

const settings = DEFAULT_SETTINGS.threading
/** cor.test(c(0,1,1,2,2,3,3,4,5,6), c(0,0,0,0,1,0,1,1,1,1)) of R 4.2.2 */
const REFERENCE = { estimate: 0.725589243842, low: 0.176678552947, high: 0.930236797196 }
const WINDOW = { from: '2026-01-01', to: '2026-04-01' }
const day = (date: string) => Date.parse(date)

interface Made {
  readonly created?: string
  readonly closed?: string
  readonly won?: boolean
  readonly segment?: Segment
  readonly threads?: number
  readonly at?: string
}
function deal({ created = '2026-01-05', closed, won = false, segment = 'smb', threads = 0, at }: Made): ThreadTrack {
  const seen = day(at ?? created)
  return {
    segment,
    ownerId: null,
    createdAt: day(created),
    closedAt: closed === undefined ? null : day(closed),
    won,
    until: day(WINDOW.to),
    sightings: [{ at: seen, stage: 'proposal', active: threads, inbound: 0, outbound: 0, meetings: 0 }],
    weeks: [
      { at: day(created), active: 0, contacts: 1, required: 2, covered: 0 },
      { at: seen, active: threads, contacts: 3, required: 2, covered: 1 },
    ],
  }
}
const all = (tracks: ThreadTrack[]) => programme(tracks, WINDOW, settings).segments[0]!

test('open deals are counted as they stand on the day, closed ones no longer', () => {
  const tracks = [deal({ threads: 3 }), deal({ threads: 1 }), deal({ threads: 5, closed: '2026-03-02' })]
  expect(all(tracks)).toMatchObject({ openDeals: 2, averageThreads: 2, singleThreaded: 1, roleCoverage: 0.5 })
})

test('each month shows how it stood then, and the last day itself', () => {
  const tracks = [deal({ threads: 4, at: '2026-02-09' }), deal({ threads: 2, closed: '2026-02-16' })]
  expect(programme(tracks, WINDOW, settings).months).toEqual([
    { on: '2026-02-01', openDeals: 2, averageThreads: 1, singleThreaded: 1, roleCoverage: 0.25 },
    { on: '2026-03-01', openDeals: 1, averageThreads: 4, singleThreaded: 0, roleCoverage: 0.5 },
    { on: '2026-04-01', openDeals: 1, averageThreads: 4, singleThreaded: 0, roleCoverage: 0.5 },
  ])
})

test('conversion of single-threaded deals stands beside that of the others', () => {
  const closed = (threads: number, won: boolean) => deal({ threads, won, closed: '2026-02-02' })
  const found = all([closed(1, true), closed(0, false), closed(1, false), closed(3, true), closed(2, true), closed(2, false)])
  expect(found.singleThreadConversion).toMatchObject({ deals: 3, won: 1, rate: 1 / 3 })
  expect(found.multiThreadConversion).toMatchObject({ deals: 3, won: 2, rate: 2 / 3 })
})

test('the correlation of threads and winning is that of R', () => {
  const threads = [0, 1, 1, 2, 2, 3, 3, 4, 5, 6]
  const won = [0, 0, 0, 0, 1, 0, 1, 1, 1, 1]
  const tracks = threads.map((count, i) => deal({ threads: count, won: won[i] === 1, closed: '2026-02-02' }))
  const { threadsAndWinning } = all(tracks)
  expect(threadsAndWinning.correlation).toBeCloseTo(REFERENCE.estimate, 9)
  expect(threadsAndWinning.low).toBeCloseTo(REFERENCE.low, 6)
  expect(threadsAndWinning.high).toBeCloseTo(REFERENCE.high, 6)
  expect(threadsAndWinning.bins.map(({ deals }) => deals)).toEqual([1, 2, 2, 2, 3])
  expect(all(tracks.slice(0, 9)).threadsAndWinning.correlation).toBeNull()
})

test('time to a second thread counts deals that never had one for as long as they were open', () => {
  const tracks = [
    deal({ threads: 2, at: '2026-01-12' }),
    deal({ threads: 2, at: '2026-01-19' }),
    deal({ threads: 1, closed: '2026-01-15' }),
    deal({ threads: 1 }),
  ]
  expect(all(tracks).timeToMultiThread).toMatchObject({ deals: 4, reached: 2, medianDays: 14 })
  expect(all([deal({ threads: 1 })]).timeToMultiThread.medianDays).toBeNull()
})

test('each segment stands beside the whole', () => {
  const tracks = [deal({ threads: 3, segment: 'enterprise' }), deal({ threads: 1 })]
  expect(programme(tracks, WINDOW, settings).segments.map(({ segment, averageThreads }) => [segment, averageThreads])).toEqual([
    [null, 2],
    ['enterprise', 3],
    ['smb', 1],
  ])
})
