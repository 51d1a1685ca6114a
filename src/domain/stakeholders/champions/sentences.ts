const LONGEST = 240

/** The sentences that somebody wrote, without the mail that they answer. */
export function sentencesOf(body: string | null): string[] {
  const own = (body ?? '')
    .split('\n')
    .filter((line) => !/^\s*>/.test(line))
    .join('\n')
    .split(
      /^(?:-{2,} ?(?:original message|ursprüngliche nachricht|message d[’']origine)|_{10,}|On .{4,80} wrote:|Am .{4,80} schrieb)/im,
    )[0]
  return (own ?? '')
    .split(/(?<=[.!?])\s+(?=\p{Lu})|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** The first sentence that a pattern meets, short enough to be quoted; null without one. The pattern knows no ^ and no $. */
export function quoteOf(body: string | null, pattern: RegExp): string | null {
  // Most mails hold none: what no whole mail meets, no sentence of it does.
  if (body === null || !pattern.test(body)) return null
  const found = sentencesOf(body).find((sentence) => pattern.test(sentence))
  return found === undefined ? null : shortened(found)
}

export function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`
}
