import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** Addresses that lie in public ranges, yet answer only inside a cloud: Azure's host agent, which hands out credentials. */
const INSIDE_CLOUDS = ['168.63.129.16']
/** All public IPv6 addresses are assigned from here (IANA, IPv6 Global Unicast Address Space). */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')
/** Interface identifiers that carry an IPv4 address (ISATAP, RFC 5214 §6.1), in the two spellings of their universal bit. */
const ISATAP = [0x0000_5efe, 0x0200_5efe]

/**
 * Whether an address belongs to the public internet: a unicast address of no special range (IANA's registries, as ipaddr.js
 * reads them). Addresses that carry another one inside (mapped, translated, 6to4, Teredo, ISATAP) are not, and neither is
 * anything that is no address.
 */
export function isPublicAddress(text: string): boolean {
  // ipaddr.js also reads short and octal spellings; an address to connect to has none of them.
  if (isIP(text) === 0 || !ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast' || INSIDE_CLOUDS.includes(address.toString())) return false
  if (address instanceof ipaddr.IPv4) return true
  const carrier = (address.parts[4] ?? 0) * 0x1_0000 + (address.parts[5] ?? 0)
  return address.match(GLOBAL_UNICAST) && !ISATAP.includes(carrier)
}
