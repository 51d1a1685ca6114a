/** Letters without a decomposition, and those of other scripts as passports write them (ICAO 9303 part 3, simplified). */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  ...spelt(
    'а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я і є ґ',
    'a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia i ie g',
  ),
  ...spelt('α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω', 'a v g d e z i th i k l m n x o p r s s t y f ch ps o'),
}

/** Text in lower case Latin letters without accents: 'Łukasz Jørgensen' is 'lukasz jorgensen', 'Иван' is 'ivan'. */
export function latinLetters(text: string): string {
  const bare = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  return /^[\x00-\x7f]*$/.test(bare) ? bare : [...bare].map((letter) => LETTERS[letter] ?? letter).join('')
}

/**
 * The same name whichever way its umlauts are written: 'Müller', 'Mueller' and 'Muller' fold to one. A key to compare by, not
 * a spelling.
 */
export function foldedName(text: string): string {
  return latinLetters(text)
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll(/([aou])e/g, '$1')
}

function spelt(letters: string, latin: string): Record<string, string> {
  const others = latin.split(' ')
  return Object.fromEntries(letters.split(' ').map((letter, i) => [letter, others[i] === '-' ? '' : (others[i] ?? letter)]))
}
