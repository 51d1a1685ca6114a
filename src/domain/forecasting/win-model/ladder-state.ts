import type { Ladder } from './ladder.ts'
import { MEMBERS, type Member } from './members.ts'

const WORDS: Record<Member, string> = {
  'industry prior': 'industry prior',
  'prior with own levels': 'industry prior with own win and loss levels',
  'own fit': 'own fit beside the industry prior',
  'stage table': 'own history by stage and age',
}

/** What a forecast rests on, for people; `closed` is how many closed deals there are. @public */
export function ladderState({ shares, compared, admitted }: Ladder, closed: number): string {
  if (closed === 0) return 'no own history: industry prior'
  if (compared === 0) return `${closed.toLocaleString('en')} closed deals, none forecast yet: industry prior`
  const left = admitted?.shares[0] ?? 1
  const others = (admitted?.fits ?? []).map(({ name }, m) => ({ words: name, share: admitted!.shares[m + 1]! }))
  const parts = [...MEMBERS.map((member, m) => ({ words: WORDS[member], share: left * shares[m]! })), ...others]
    .filter(({ share }) => share >= 0.05)
    .sort((a, b) => b.share - a.share)
    .map(({ words, share }) => `${Math.round(100 * share)}% ${words}`)
  return `${closed.toLocaleString('en')} closed deals: ${parts.join(', ')}`
}
