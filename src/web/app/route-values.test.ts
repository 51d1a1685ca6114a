import { expect, test } from 'vitest'
import { FORECAST_CATEGORIES, STAGES } from '../../domain/opportunities/stage.ts'
import { CATEGORY_VALUES, STAGE_VALUES } from './route-values.ts'

test('every stage and category of the domain can be filtered by in the address', () => {
  expect(STAGE_VALUES).toEqual(STAGES)
  expect(CATEGORY_VALUES).toEqual(FORECAST_CATEGORIES)
})
