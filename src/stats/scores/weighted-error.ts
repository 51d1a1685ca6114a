/**
 * Weighted absolute percentage error: sum of |forecast - actual| over sum of |actual|, as a share. NaN where all actuals are 0.
 */
export function wape(forecasts: ArrayLike<number>, actuals: ArrayLike<number>): number {
  let miss = 0
  let size = 0
  for (let i = 0; i < forecasts.length; i++) {
    miss += Math.abs(forecasts[i]! - actuals[i]!)
    size += Math.abs(actuals[i]!)
  }
  return size > 0 ? miss / size : NaN
}

/** Sum of (forecast - actual) over sum of |actual|, as a share: above 0 the forecasts were too high. */
export function bias(forecasts: ArrayLike<number>, actuals: ArrayLike<number>): number {
  let miss = 0
  let size = 0
  for (let i = 0; i < forecasts.length; i++) {
    miss += forecasts[i]! - actuals[i]!
    size += Math.abs(actuals[i]!)
  }
  return size > 0 ? miss / size : NaN
}

/** Symmetric percentage error in percent, 0 to 200: mean of 200 |f - a| / (|f| + |a|), cases of 0 and 0 counting 0 (M3, M4). */
export function smape(forecasts: ArrayLike<number>, actuals: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < forecasts.length; i++) {
    const size = Math.abs(forecasts[i]!) + Math.abs(actuals[i]!)
    if (size > 0) sum += (200 * Math.abs(forecasts[i]! - actuals[i]!)) / size
  }
  return sum / forecasts.length
}

/**
 * Mean absolute error over that of the seasonal naive forecast inside `history`, one season apart (R. Hyndman and A. Koehler,
 * IJF 22 (2006) 679): below 1 beats it. NaN where the history never changes or is no longer than a season.
 */
export function mase(forecasts: ArrayLike<number>, actuals: ArrayLike<number>, history: ArrayLike<number>, season = 1): number {
  let scale = 0
  for (let t = season; t < history.length; t++) scale += Math.abs(history[t]! - history[t - season]!)
  scale /= history.length - season
  let miss = 0
  for (let i = 0; i < forecasts.length; i++) miss += Math.abs(forecasts[i]! - actuals[i]!)
  return scale > 0 ? miss / forecasts.length / scale : NaN
}
