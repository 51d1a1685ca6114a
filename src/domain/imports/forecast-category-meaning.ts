import type { ForecastCategory } from '../opportunities/stage.ts'

/**
 * What a CRM's forecast category stands for, in the spellings of Salesforce's labels and values ('Best Case', 'BestCase';
 * its value for Commit is 'Forecast') and HubSpot's ('BEST_CASE'). 'Closed' says nothing of a call: null.
 */
export const FORECAST_CATEGORY_WORDS: readonly (readonly [string, ForecastCategory | null])[] = [
  ['commit|^forecast$', 'commit'],
  ['best|upside|likely', 'best_case'],
  ['omit|exclud', 'omitted'],
  ['closed', null],
]

/** The category that a text names; null when it names none. Any other text is the pipeline. */
export function forecastCategoryMeaning(text: string | null): ForecastCategory | null {
  if (text === null || text.trim() === '') return null
  const word = FORECAST_CATEGORY_WORDS.find(([pattern]) => new RegExp(pattern, 'i').test(text.trim()))
  return word ? word[1] : 'pipeline'
}
