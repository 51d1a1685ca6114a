import { expect, test } from 'vitest'
import { forecastCategoryMeaning } from './forecast-category-meaning.ts'

test.each([
  ['Commit', 'commit'],
  ['Forecast', 'commit'],
  ['COMMIT', 'commit'],
  ['BestCase', 'best_case'],
  ['Best Case', 'best_case'],
  ['BEST_CASE', 'best_case'],
  ['MostLikely', 'best_case'],
  ['Pipeline', 'pipeline'],
  ['Omitted', 'omitted'],
  ['OMIT', 'omitted'],
  ['Closed', null],
  ['', null],
  [null, null],
])('a CRM that says %j calls the deal %j', (text, category) => {
  expect(forecastCategoryMeaning(text)).toBe(category)
})
