export const SPONSOR_LEVELS = ['champion', 'engaged', 'passive', 'disengaged', 'unknown'] as const
export type SponsorLevel = (typeof SPONSOR_LEVELS)[number]

export const LEVEL_LABELS = {
  champion: 'Champion',
  engaged: 'Engaged',
  passive: 'Passive',
  disengaged: 'Disengaged',
  unknown: 'Unknown',
} as const satisfies Record<SponsorLevel, string>

export const RISK_OF = {
  champion: 'low',
  engaged: 'low',
  passive: 'medium',
  disengaged: 'high',
  unknown: 'critical',
} as const satisfies Record<SponsorLevel, 'low' | 'medium' | 'high' | 'critical'>
export type SponsorRisk = (typeof RISK_OF)[SponsorLevel]

export function isEngaged(level: SponsorLevel): boolean {
  return level === 'champion' || level === 'engaged'
}
