/** What a table look-up must have found. Throws where the table has a hole: a defect of the generator, never of its settings. */
export function required<T>(value: T | undefined): T {
  if (value === undefined) throw new RangeError('a look-up in the simulated company found nothing')
  return value
}
