import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useLiveUpdates } from './live-updates.ts'
import { changeOf } from './queries-of-change.ts'

class Stream {
  static open: Stream[] = []
  onmessage: ((message: { data: string }) => void) | null = null
  onopen: (() => void) | null = null
  closed = false
  readonly address: string
  constructor(address: string) {
    this.address = address
    Stream.open.push(this)
  }
  close() {
    this.closed = true
  }
}

beforeEach(() => {
  Stream.open = []
  vi.stubGlobal('EventSource', Stream)
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function listen() {
  const queries = new QueryClient()
  const asked = vi.spyOn(queries, 'invalidateQueries')
  const Listener = () => {
    useLiveUpdates('on')
    return null
  }
  const view = render(
    <QueryClientProvider client={queries}>
      <Listener />
    </QueryClientProvider>,
  )
  return { asked, stream: Stream.open[0] as Stream, view }
}

test('a burst of changes asks once for each kind of query that shows what changed', () => {
  const { asked, stream } = listen()
  for (const id of ['d1', 'd2', 'd3'])
    stream.onmessage?.({ data: JSON.stringify({ type: 'activity.logged', noun: 'activity', id }) })
  stream.onmessage?.({ data: 'not json' })
  vi.advanceTimersByTime(1000)
  expect(asked.mock.calls.map(([filter]) => filter?.queryKey?.[0])).toEqual([
    'activities',
    'stakeholders',
    'opportunities',
    'accounts',
    'contacts',
    'sponsors',
  ])
})

test('more changes than can be listed, such as those of an import, make everything stale', () => {
  const { asked, stream } = listen()
  stream.onmessage?.({ data: JSON.stringify({ type: 'many', noun: 'many', id: null }) })
  vi.advanceTimersByTime(1000)
  expect(asked).toHaveBeenCalledExactlyOnceWith()
})

test('after a broken connection everything counts as stale, since what happened meanwhile was not heard', () => {
  const { asked, stream } = listen()
  stream.onopen?.()
  expect(asked).not.toHaveBeenCalled()
  stream.onopen?.()
  expect(asked).toHaveBeenCalledExactlyOnceWith()
})

test('leaving closes the stream', () => {
  const { stream, view } = listen()
  view.unmount()
  expect(stream.closed).toBe(true)
})

test('only a whole change counts', () => {
  expect(changeOf('{"type":"a","noun":"b","id":"c"}')).toEqual({ type: 'a', noun: 'b' })
  expect(changeOf('{"type":"a"}')).toBeUndefined()
  expect(changeOf('null')).toBeUndefined()
})
