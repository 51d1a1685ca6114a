import { MODEL_VERSION } from './stage-table/win-model.ts'
import { PRIOR_VERSION } from './win-model/factory-prior.ts'

/** Of the code and the shipped prior that a forecast comes from: with the same, the same rows give the same bytes. */
export const FORECAST_VERSION = `${MODEL_VERSION} ${PRIOR_VERSION}`

/** Of a model that challengers may be part of: it names them. */
export function versionWith(admitted: readonly string[], version: string = FORECAST_VERSION): string {
  return admitted.length === 0 ? version : `${version} with ${admitted.join(', ')}`
}
