import { stream } from './stream.ts'

/**
 * A table of signed 32-bit integers, one for each row and place, of which any may be looked at: those of rows and places
 * that nobody asks for cost nothing. Each row has a key and an odd step of its own from the stream of `key`.
 */
export interface PlaceDraws {
  /** Keys and steps of the first so many rows, two numbers each, for `drawAt`. */
  rows: (count: number) => Int32Array
}

export function placeDraws(seed: number, key: string): PlaceDraws {
  const source = stream(seed, key)
  let known = new Int32Array(0)
  let filled = 0
  return {
    rows: (count) => {
      if (known.length < 2 * count) {
        const more = new Int32Array(2 * count)
        more.set(known)
        known = more
      }
      for (; filled < 2 * count; filled += 2) {
        known[filled] = source.next()
        known[filled + 1] = source.next() | 1
      }
      return known
    },
  }
}

/** The integer of a place in a row: Weyl steps finished by MurmurHash3's mixer (SplitMix on 32 bits; Steele, Lea and Flood, OOPSLA 2014). */
export function drawAt(rows: Int32Array, row: number, place: number): number {
  let h = (Math.imul(place, rows[2 * row + 1]!) + rows[2 * row]!) | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}
