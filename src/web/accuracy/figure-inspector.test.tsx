import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { FigureInspector, type Figure } from './figure-inspector.tsx'
import { sampleReport } from './test-report.ts'

afterEach(cleanup)

function shown(figure: Figure) {
  render(<FigureInspector figure={figure} report={sampleReport} kind="quarter" onClose={() => undefined} />)
  return screen.getByRole('complementary').textContent
}

test('a miss stands beside what could have been reached, how often it was tried, and what others would have said', () => {
  const text = shown('miss')
  expect(screen.getByRole('complementary', { name: 'Why: First-day miss' })).toBeTruthy()
  expect(text).toContain('Forecasts7')
  expect(text).toContain('Attainable10.0% if every chance is right')
  expect(text).toContain('Periods2025 Q1 to 2026 Q3')
  expect(text).toContain('AI p5011.3%')
  expect(text).toContain('Last period24%')
})

test('what is said of a range counts every week, and a method of one number says that it has none', () => {
  const text = shown('coverage')
  expect(text).toContain('Forecasts91')
  expect(text).toContain('AI p5081%')
  expect(text).toContain('Last periodsays no range')
  expect(text).not.toContain('Attainable')
})

test('chances and dates rest on deals, not on periods', () => {
  expect(shown('chances')).toContain('Looks at open deals4,200')
  expect(screen.getByRole('complementary').textContent).toContain('AI1.2 pts, AUC 0.81')
  cleanup()
  const dates = shown('dates')
  expect(dates).toContain('Won deals looked at1,100')
  expect(dates).toContain('Stage weights, dates entered31%, within 30 days 70%')
})
