/** What starts a formula in a spreadsheet, also in full width, and also behind blanks or control characters. */
const STARTS_FORMULA = /^(?:[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/u

/** A signed number, or a telephone number: what begins with a sign and is nothing but digits and their punctuation. */
const SIGNED_NUMBER = /^[+-]\d[\d\s.,()/%-]*$/

/**
 * Text as it may stand in a cell of a CSV file: a formula is made harmless by an apostrophe before it (OWASP, CSV
 * injection); numbers such as -5 and telephone numbers such as +49 30 1234 stay as they are.
 */
export function safeCell(text: string): string {
  return STARTS_FORMULA.test(text) && !SIGNED_NUMBER.test(text) ? `'${text}` : text
}
