/** Reads one search parameter: the value, or `undefined` for what is missing or cannot be understood. */
export type Reader<T> = (text: string | undefined) => T | undefined

/** One of a fixed list; the first is the default and is left out of the address. */
export function oneOf<const V extends readonly string[]>(values: V): Reader<V[number]> {
  return (text) => (text !== undefined && values.includes(text) && text !== values[0] ? text : undefined)
}

/** One of a fixed list, each of them written; left out, none is meant. */
export function oneOrNone<const V extends readonly string[]>(values: V): Reader<V[number]> {
  return (text) => (text !== undefined && values.includes(text) ? text : undefined)
}

/** Several of a fixed list, written with commas. Unknown ones are dropped. */
export function someOf<const V extends readonly string[]>(values: V): Reader<V[number][]> {
  return (text) => {
    const known = (text ?? '').split(',').filter((one): one is V[number] => values.includes(one))
    return known.length > 0 ? [...new Set(known)] : undefined
  }
}

/** Free text of at most `longest` characters. */
export function text(longest = 200): Reader<string> {
  return (given) => (given && given.length <= longest ? given : undefined)
}

/** Several opaque ids, written with commas. */
export const ids: Reader<string[]> = (given) => {
  const found = (given ?? '').split(',').filter((one) => /^[\w-]{1,64}$/.test(one))
  return found.length > 0 ? found : undefined
}

/** One opaque id. */
export const id: Reader<string> = (given) => (given && /^[\w-]{1,64}$/.test(given) ? given : undefined)

/** 'YYYY-MM-DD', a day that exists. */
export const date: Reader<string> = (given) => {
  if (!given || !/^\d{4}-\d{2}-\d{2}$/.test(given)) return undefined
  const at = new Date(`${given}T00:00:00Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== given ? undefined : given
}

/** "amount" or "-amount": a column and its order, among `columns`. */
export function sortOf<const V extends readonly string[]>(columns: V): Reader<`${'' | '-'}${V[number]}`> {
  return (given) => (given && columns.includes(given.replace(/^-/, '')) ? (given as `${'' | '-'}${V[number]}`) : undefined)
}

type Read<R extends Record<string, Reader<unknown>>> = { [K in keyof R]?: Exclude<ReturnType<R[K]>, undefined> | undefined }

/**
 * The check of a route's search parameters. What is not understood falls back to the default and disappears from the address,
 * without an error page. Parameters that no reader names are dropped as well.
 */
export function searchOf<const R extends Record<string, Reader<unknown>>>(
  readers: R,
): (given: Record<string, unknown>) => Read<R> {
  return (given) => {
    const read: Record<string, unknown> = {}
    for (const [name, reader] of Object.entries(readers)) {
      const raw = given[name]
      const value = reader(Array.isArray(raw) ? raw.join(',') : typeof raw === 'string' ? raw : undefined)
      if (value !== undefined) read[name] = value
    }
    return read as Read<R>
  }
}

/** '?a=1&b=x,y' as strings, without guessing numbers or JSON: "q=2026" stays the text somebody searched for. */
export function parseSearch(search: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(search))
}

/** The other way: lists with commas, nothing for what is undefined or empty. */
export function writeSearch(search: Record<string, unknown>): string {
  const given = Object.entries(search).flatMap(([name, value]) => {
    const written = Array.isArray(value) ? value.join(',') : typeof value === 'string' ? value : ''
    return written === '' ? [] : [[name, written] as [string, string]]
  })
  const query = new URLSearchParams(given).toString().replaceAll('%2C', ',')
  return query === '' ? '' : `?${query}`
}
