import { minorDigits } from './money-text.ts'

/** What a person typed as an amount: minor units, or the sentence that says why it is none. */
export type ReadMoney = { ok: true; minor: number | null } | { ok: false; problem: string }

const SCALE = { k: 1e3, m: 1e6, b: 1e9 } as const

/** Reads "385,000", "$385k", "1.2m" or an empty field (null: no amount). Group separators are commas, spaces or apostrophes. */
export function readMoney(text: string, currency: string): ReadMoney {
  const bare = text.trim()
  if (bare === '') return { ok: true, minor: null }
  const found =
    /^(?:[A-Z]{3}|[^\d\s\-−.,]{1,2})?\s*([-−]?)\s*(?:[^\d\s\-−.,]{1,2})?\s*(\d[\d,'’\s]*(?:\.\d+)?)\s*([kmb])?$/i.exec(bare)
  if (!found) return { ok: false, problem: 'Write an amount such as 385,000 or 1.2m' }
  if (found[1]) return { ok: false, problem: 'An amount cannot be negative' }
  const number = Number((found[2] ?? '').replace(/[,'’\s]/g, ''))
  const scale = SCALE[(found[3]?.toLowerCase() ?? '') as keyof typeof SCALE] ?? 1
  const minor = Math.round(number * scale * 10 ** minorDigits(currency))
  if (!Number.isSafeInteger(minor)) return { ok: false, problem: 'That amount is too large' }
  return { ok: true, minor }
}
