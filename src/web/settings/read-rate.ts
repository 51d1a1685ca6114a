/** What a person typed as a rate: a number over zero, or the sentence that says why it is none. A comma alone counts as the point. */
export function readRate(text: string): { ok: true; rate: number } | { ok: false; problem: string } {
  const bare = text.trim().replace(/[’' ]/g, '')
  const plain = bare.includes('.') ? bare.replaceAll(',', '') : bare.replace(',', '.')
  const rate = Number(plain)
  if (bare === '' || !/^\d*\.?\d+$/.test(plain) || !(rate > 0))
    return { ok: false, problem: 'Write a number over zero, such as 0.9138.' }
  return rate <= 1e9 ? { ok: true, rate } : { ok: false, problem: 'That rate is too large.' }
}
