/** Left sides of addresses that belong to a desk and not to somebody, in the languages of our customers. */
const DESKS = new Set(
  `info infos information informationen contact contacts contacto contatto kontakt hello hallo hola bonjour ciao
  office offices buero buro bureau sekretariat secretariat secretaria segreteria reception empfang accueil recepcion recepcja
  sales vertrieb verkauf ventes commercial ventas vendite vendas verkoop sprzedaz forsaljning
  accounting accounts accountspayable accountsreceivable payable payables invoice invoices invoicing billing buchhaltung rechnung
  rechnungen kreditoren debitoren compta comptabilite facturation factures facturacion contabilidad contabilita fatture fatturazione
  administratie facturen crediteuren ksiegowosc faktury ekonomi ap ar finance finanzen finances treasury
  purchasing procurement einkauf achats compras acquisti inkoop zakupy purchase orders order bestellung bestellungen
  support help helpdesk service servicedesk kundenservice kundendienst customerservice customercare care hotline it edv
  legal recht juridique privacy datenschutz dpo gdpr compliance hr jobs careers career karriere bewerbung personal rh
  marketing press presse media pr newsletter news events event webmaster hostmaster postmaster abuse admin administrator
  administration verwaltung root security noreply donotreply notifications notification alerts mailerdaemon
  team mail mailbox post email all everyone alle zentrale central general enquiries enquiry inquiries inquiry anfrage anfragen
  management direction geschaeftsleitung geschaftsleitung board`.split(/\s+/),
)
const REPLIES = /^(no|do-?not)[-_.]?reply/

/**
 * Whether an address is that of a desk (`info@`, `sales-de@`, `office2@`) and so says nothing of who somebody is: two records
 * that share it need not be one person. Takes an address or a mailbox key. What is no address is none of a person either.
 */
export function isRoleMailbox(address: string): boolean {
  const at = address.lastIndexOf('@')
  if (at < 1) return true
  const local = address.slice(0, at).split('+')[0]?.toLowerCase() ?? ''
  if (REPLIES.test(local)) return true
  const parts = local.split(/[-_.]/).map((part) => part.replace(/\d+$/, ''))
  const whole = parts.join('')
  if (DESKS.has(whole)) return true
  // 'sales-emea' is a desk; 'anna.sales' may be somebody of that name.
  const [first = '', ...rest] = parts
  return DESKS.has(first) && rest.length > 0 && rest.every((part) => part.length <= 4 || DESKS.has(part))
}
