interface Named {
  readonly name: string
}

/** The full name either way round; the first name alone where nobody else has it. In text that is `plain`. */
export function namesOf(records: readonly Named[], others: readonly Named[]): RegExp[] {
  const firstOf = (name: string) => plain(name).split(' ')[0] ?? ''
  return records.flatMap(({ name }) => {
    const words = plain(name).split(' ').filter(Boolean)
    if (words.length < 2) return []
    const alone = others.every((other) => firstOf(other.name) !== firstOf(name))
    const whole = [words.join(' '), words.toReversed().join(' ')]
    return [...whole, ...(alone && firstOf(name).length > 2 ? [firstOf(name)] : [])].map(
      (text) => new RegExp(`(?<!\\p{L})${text.replaceAll(/[^\p{L}\p{N} ]/gu, '.')}(?!\\p{L})`, 'u'),
    )
  })
}

/** Without accents, capitals and commas. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s,]+/g, ' ')
    .trim()
}
