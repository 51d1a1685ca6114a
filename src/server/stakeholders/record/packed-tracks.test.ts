import { expect, test } from 'vitest'
import type { ThreadTrack } from '../../../domain/stakeholders/record/thread-track.ts'
import { packTracks, unpackTracks } from './packed-tracks.ts'

test('tracks come out of their packing as they went in, whatever is not known of them', () => {
  const known: ThreadTrack = {
    segment: 'enterprise',
    ownerId: '7d5c7f3e-5a55-4f4e-9f43-0f9b1f0a9f11',
    createdAt: 1_700_000_000_123,
    closedAt: 1_710_000_000_000,
    won: true,
    until: 1_720_000_000_000,
    sightings: [{ at: 1_700_438_400_000, stage: 'proposal', active: 2, inbound: 3, outbound: 5, meetings: 1 }],
    weeks: [
      { at: 1_700_438_400_000, active: 2, contacts: 4, required: 3, covered: 1 },
      { at: 1_701_043_200_000, active: 0, contacts: 4, required: 5, covered: 2 },
    ],
  }
  const unknown: ThreadTrack = { ...known, segment: null, ownerId: null, closedAt: null, won: false, sightings: [], weeks: [] }
  expect(unpackTracks(packTracks([known, unknown]))).toEqual([known, unknown])
})
