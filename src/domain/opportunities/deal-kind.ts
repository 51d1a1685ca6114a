/** What a deal is for the company that sells: a contract that goes on, more business with a customer, or a customer won. */
export const DEAL_KINDS = ['renewal', 'expansion', 'new business'] as const
export type DealKind = (typeof DEAL_KINDS)[number]

/** What each kind is called in the lists that CRMs come with and in companies' own, without accents, in small letters. */
const WORDS = [
  ['renewal', /\b(re ?new(al|als|ed|ing)?|rnwl|contract extension|(vertrags)?verlangerung(en)?|erneuerung(en)?)\b/],
  ['renewal', /\b(renouvellements?|reconductions?|renovacion(es)?|rinnov[oi]|renovac(ao|oes)|verlenging(en)?|f[oø]rnyelser?)\b/],
  ['expansion', /\b(expansions?|up ?sell(ing)?|cross ?sell(ing)?|add ?ons?|upgrades?|amendments?|erweiterung(en)?|merverkauf)\b/],
  ['expansion', /\b(zusatzverkauf|vente additionnelle|ampliacion(es)?|ampliamento|mersalg|merforsaljning)\b/],
  [
    'new business',
    /\b(net ?new|new ?(business|logos?|customers?|clients?|accounts?|sales?)|neukund(en|e)?(geschaft)?|neugeschaft)\b/,
  ],
  [
    'new business',
    /\b(nouveau client|nouvelle affaire|nuevo (cliente|negocio)|nuov[oa] cliente|novo (cliente|negocio)|nysalg|nyforsaljning)\b/,
  ],
  ['new business', /^new$/],
] as const satisfies readonly (readonly [DealKind, RegExp])[]

/** That somebody is a customer already: more business with them, unless the pipeline is that of renewals. */
const CUSTOMER =
  /\b(existing ?(business|customers?|clients?|accounts?)|bestandskund(en|e)?|client existant|cliente existente|cliente esistente)\b/
/** Words of a renewal that is not to be. */
const NOT = /\b(non?|not|nicht|kein|keine) (re ?new|verlanger|erneuer)/

/**
 * What kind of deal the CRM says that it is: by its type, or else by the name of its pipeline; null where neither says. A type
 * that only tells a customer from a stranger, as HubSpot's own two do, leaves it to the pipeline whether it is a renewal.
 */
export function dealKind(type: string | null, pipeline: string | null): DealKind | null {
  const [own, place] = [type === null ? null : said(type), pipeline === null ? null : said(pipeline)]
  if (own === 'customer') return place === 'renewal' ? 'renewal' : 'expansion'
  return own ?? (place === 'customer' ? 'expansion' : place)
}

/** The same for many deals of a few types and pipelines: each pair is looked at once. */
export function dealKinds(
  pipelineNames: ReadonlyMap<string, string>,
): (type: string | null, pipelineId: string | null) => DealKind | null {
  const known = new Map<string, DealKind | null>()
  return (type, pipelineId) => {
    const key = JSON.stringify([type, pipelineId])
    let kind = known.get(key)
    if (kind === undefined) known.set(key, (kind = dealKind(type, pipelineNames.get(pipelineId ?? '') ?? null)))
    return kind
  }
}

function said(text: string): DealKind | 'customer' | null {
  const plain = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()
  if (NOT.test(plain)) return null
  const [kind] = WORDS.find(([, words]) => words.test(plain)) ?? []
  return kind ?? (CUSTOMER.test(plain) ? 'customer' : null)
}
