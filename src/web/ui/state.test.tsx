import { act, render, screen } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { Skeleton } from './state.tsx'

afterEach(() => void vi.useRealTimers())

test('whoever waits long reads what for', () => {
  vi.useFakeTimers()
  render(<Skeleton label="Computing the forecast" />)
  act(() => void vi.advanceTimersByTime(1_000))
  expect(screen.queryByText('Computing the forecast')).toBeNull()
  act(() => void vi.advanceTimersByTime(1_500))
  expect(screen.getByText('Computing the forecast')).toBeTruthy()
})
