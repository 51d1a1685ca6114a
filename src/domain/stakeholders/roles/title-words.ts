/** Abbreviations that are written with a point, and what they stand for; read before the points go. */
const SHORT: readonly (readonly [RegExp, string])[] = [
  [/\bdir\./g, 'director '],
  [/\b(mgr|mngr|man)\./g, 'manager '],
  [/\b(mgr|mngr)\b/g, 'manager'],
  [/\bgen\./g, 'general '],
  [/\b(ltr|ltg)\b\.?/g, 'leiter '],
  [/\bresp\./g, 'responsable '],
  [/\bfin\./g, 'financial '],
  [/\b(acct|acc)\./g, 'accounts '],
  [/\bproc\./g, 'procurement '],
  [/\beng\./g, 'engineering '],
  [/\bassoc\./g, 'associate '],
  [/\basst\.?\b/g, 'assistant'],
  [/\bops\b\.?/g, 'operations'],
  [/\bmktg\b\.?/g, 'marketing'],
  [/\bdept\b\.?/g, 'department'],
  [/\bds\./g, 'do spraw '],
  [/\bco-?founder\b/g, 'founder'],
]

/**
 * The words of a job title, to look for others among them: lower case, without accents, with the usual abbreviations written
 * out ('Dir. Procurement' is 'director procurement') and points taken out ('V.P.' is 'vp'); other signs are blanks.
 */
export function titleWords(title: string): string {
  let text = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
  for (const [short, long] of SHORT) text = text.replaceAll(short, long)
  return text
    .replaceAll('.', '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
