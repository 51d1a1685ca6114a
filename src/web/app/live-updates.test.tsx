import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { changeOf, useLiveUpdates } from './live-updates.ts'

class Stream {
  static open: Stream[] = []
  onmessage: ((message: { data: string }) => void) | null = null
  onopen: (() => void) | null = null
  closed = false
  constructor(readonly address: string) {
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

test('a burst of changes asks once for each noun that changed', () => {
  const { asked, stream } = listen()
  for (const id of ['d1', 'd2', 'd3']) stream.onmessage?.({ data: JSON.stringify({ type: 'opportunity.moved', noun: 'opportunities', id }) })
  stream.onmessage?.({ data: 'not json' })
  vi.advanceTimersByTime(1000)
  expect(asked.mock.calls.map(([filter]) => filter?.queryKey)).toEqual([['opportunities']])
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
  expect(changeOf('{"type":"a","noun":"b","id":"c"}')).toEqual({ type: 'a', noun: 'b', id: 'c' })
  expect(changeOf('{"type":"a"}')).toBeUndefined()
  expect(changeOf('null')).toBeUndefined()
})
