/** ln(p / (1 - p)) with p kept 1e-9 away from 0 and 1, so that a chance stated as certain stays a finite number. */
export function logOdds(chance: number): number {
  const inside = Math.min(1 - 1e-9, Math.max(1e-9, chance))
  return Math.log(inside / (1 - inside))
}

/** The chance whose log-odds these are; no overflow at either end. */
export function chanceOf(logOdds: number): number {
  if (logOdds >= 0) return 1 / (1 + Math.exp(-logOdds))
  const odds = Math.exp(logOdds)
  return odds / (1 + odds)
}
