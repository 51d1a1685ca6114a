/** So many of a long list at a time, so that their rows can be forgotten; the next ones are read while these are gone through. */
export async function* readAhead<Id, Rows>(
  ids: readonly Id[],
  atOnce: number,
  read: (ids: readonly Id[]) => Promise<Rows>,
): AsyncGenerator<Rows, void> {
  const readFrom = (from: number): Promise<Rows> | undefined => {
    if (from >= ids.length) return undefined
    const coming = read(ids.slice(from, from + atOnce))
    // It may fail before anybody waits for it; whoever does hears of it.
    coming.catch(() => undefined)
    return coming
  }
  let coming = readFrom(0)
  for (let from = 0; coming; from += atOnce) {
    const rows = await coming
    coming = readFrom(from + atOnce)
    yield rows
  }
}
