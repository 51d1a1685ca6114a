import type { DealModel } from '../../src/domain/forecasting/forecast-model.ts'
import { MEMBERS } from '../../src/domain/forecasting/win-model/members.ts'
import { percent } from './figure.ts'

/** How much each member of the ladder is believed. */
export function membersOf({ ladder }: DealModel): string {
  if (!ladder) return 'stage table alone'
  return MEMBERS.flatMap((member, i) => (ladder.shares[i]! < 0.005 ? [] : [`${member} ${percent(ladder.shares[i]!)}`])).join(', ')
}
