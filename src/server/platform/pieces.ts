import { setImmediate as othersFirst } from 'node:timers/promises'
import { deserialize, serialize } from 'node:v8'

/** As many as are read and told in a few milliseconds, whatever they are. */
const PIECE = 100

/** Many things of one kind as bytes, in pieces: a thread that is given them all at once is deaf while it takes them in. */
export type Pieces<Thing> = readonly (Uint8Array & { readonly of?: Thing })[]

export function inPieces<Thing>(things: readonly Thing[]): Pieces<Thing> {
  const count = Math.ceil(things.length / PIECE)
  return Array.from({ length: count }, (_, i) => new Uint8Array(serialize(things.slice(i * PIECE, (i + 1) * PIECE))))
}

/** What each is told as; between two pieces others come in. */
export async function toldByPieces<Thing, Told>(pieces: Pieces<Thing>, tell: (thing: Thing) => Told): Promise<Told[]> {
  const told: Told[] = []
  for (const piece of pieces) {
    for (const thing of deserialize(piece) as Thing[]) told.push(tell(thing))
    await othersFirst()
  }
  return told
}
