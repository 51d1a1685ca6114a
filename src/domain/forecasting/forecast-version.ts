import { MODEL_VERSION } from './stage-table/win-model.ts'
import { PRIOR_VERSION } from './win-model/factory-prior.ts'

/** Of the code and the shipped prior that a forecast comes from: with the same, the same rows give the same bytes. */
export const FORECAST_VERSION = `${MODEL_VERSION} ${PRIOR_VERSION}`
