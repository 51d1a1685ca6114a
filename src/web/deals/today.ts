/** The day it is, 'YYYY-MM-DD' in UTC: the day that the server counts by. */
export function today(): string {
  return new Date().toISOString().slice(0, 10)
}
