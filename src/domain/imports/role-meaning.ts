import type { BuyingRole } from '../accounts/contact.ts'

/** Words of contact roles in the CRMs' own lists and in several languages; the first that fits decides. */
const WORDS: readonly (readonly [RegExp, BuyingRole])[] = [
  [/economic|budget|financ|sponsor|wirtschaftlich|budgethouder/u, 'economic-buyer'],
  [/champion|coach|advocate|promot|bef[uü]rworter|ambassad/u, 'champion'],
  [/decision|entscheid|beslis|d[eé]cid|executive|business user approver|signator/u, 'decision-maker'],
  [/technical|evaluat|architect|technisch|it buyer|security/u, 'technical-evaluator'],
  [/procure|purchas|einkauf|inkoop|achat|buyer/u, 'procurement'],
  [/legal|counsel|recht|jurid/u, 'legal'],
  [/block|detract|opponent|gegner|competitor/u, 'blocker'],
  [/user|anwender|gebruiker|utilisateur|end[- ]user/u, 'user'],
  [/influenc|stakeholder|beeinfluss|invloed|other|gatekeeper|contact/u, 'influencer'],
]

/** The buying role that a role's name stands for; undefined when it says nothing known. */
export function roleMeaning(name: string): BuyingRole | undefined {
  const text = name.trim().toLowerCase().replaceAll(/[_-]+/g, ' ')
  return text === '' ? undefined : WORDS.find(([pattern]) => pattern.test(text))?.[1]
}
