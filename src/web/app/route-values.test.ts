import { expect, test } from 'vitest'
import { SEGMENTS } from '../../domain/opportunities/opportunity.ts'
import { FORECAST_CATEGORIES, STAGES } from '../../domain/opportunities/stage.ts'
import { SPONSOR_LEVELS } from '../../domain/sponsors/sponsor-levels.ts'
import { CATEGORY_VALUES, LEVEL_VALUES, SEGMENT_VALUES, STAGE_VALUES } from './route-values.ts'

test('every stage, category, segment and level of a sponsor of the domain can be filtered by in the address', () => {
  expect(STAGE_VALUES).toEqual(STAGES)
  expect(CATEGORY_VALUES).toEqual(FORECAST_CATEGORIES)
  expect(SEGMENT_VALUES).toEqual(SEGMENTS)
  expect(LEVEL_VALUES).toEqual(SPONSOR_LEVELS)
})
