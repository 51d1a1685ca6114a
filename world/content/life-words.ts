import type { Part } from './job-titles.ts'

/** Titles as people write them beside the usual ones: abbreviated, with a second duty, in other languages of Europe. */
export const TITLE_VARIANTS = {
  'economic-buyer': {
    english: ['C.F.O.', 'Chief Fin. Officer', 'EVP & CFO', 'V.P. Finance', 'Dir. Finance', 'Group CFO', 'VP, Finance & Admin'],
    european: [
      'Director Financiero',
      'Diretora Financeira',
      'Direttore finanziario',
      'Financieel directeur',
      'Dyrektor finansowy',
      'Ltr. Finanzen & Controlling',
      'Mitglied des Vorstands (Finanzen)',
      'Directeur administratif et financier (DAF)',
      'Finansdirektör',
    ],
  },
  champion: {
    english: ['Head of Treasury & Payments', 'Sr. Treasury Mgr.', 'Dir. Payments', 'Payments Lead', 'Assoc. Director, Treasury'],
    european: [
      'Leiter Zahlungsverkehr u. Cash Management',
      'Resp. Trésorerie',
      'Responsable de Tesorería',
      'Responsabile Tesoreria',
      'Hoofd Treasury',
      'Kierownik ds. płatności',
      'Gruppenleiterin Zahlungsverkehr',
    ],
  },
  'decision-maker': {
    english: ['C.I.O.', 'COO', 'Gen. Manager', 'EVP Operations', 'V.P. Operations', 'Managing Dir.'],
    european: [
      'Director General',
      'Direttrice generale',
      'Algemeen directeur',
      'Geschäftsführerin',
      'Directeur des systèmes d’information',
      'Dyrektor zarządzający',
      'Direktör Operations',
    ],
  },
  technical: {
    english: ['Sr. Solutions Architect', 'Principal Engineer', 'IT Architect', 'InfoSec Lead', 'Dir. Platform Eng.'],
    european: [
      'Arquitecto de soluciones',
      'Architetto IT',
      'IT-architect',
      'Architekt IT',
      'Ltr. IT-Sicherheit',
      'Ingénieur systèmes',
      'Systemarkitekt',
    ],
  },
  user: {
    english: ['AP Mgr.', 'Sr. Accountant', 'Accounts Payable Specialist', 'Payments Analyst', 'Acct. Payable Lead'],
    european: [
      'Contable sénior',
      'Contabile',
      'Medewerker crediteuren',
      'Księgowa',
      'Kreditorenbuchhalter',
      'Gestionnaire paiements',
      'Redovisningsekonom',
    ],
  },
  influencer: {
    english: ['Fin. Controller', 'PMO Lead', 'Project Mgr.', 'Internal Auditor', 'Sr. Controller'],
    european: [
      'Controller Konzern',
      'Interventor',
      'Jefe de proyecto',
      'Projectmanager',
      'Kontroler finansowy',
      'Auditeur interne',
    ],
  },
  procurement: {
    english: ['Sr. Buyer', 'Purchasing Mgr.', 'Dir. Procurement', 'Strategic Sourcing Lead', 'CPO'],
    european: [
      'Jefe de Compras',
      'Responsabile acquisti',
      'Inkoper',
      'Kierownik zakupów',
      'Ltg. Einkauf',
      'Einkäufer IT',
      'Chef des achats',
      'Inköpschef',
    ],
  },
  legal: {
    english: ['GC', 'Sr. Legal Counsel', 'Head of Legal', 'DPO', 'Contract Mgr.'],
    european: [
      'Asesora jurídica',
      'Consulente legale',
      'Bedrijfsjurist',
      'Radca prawny',
      'Leiter Recht',
      'Responsable juridique',
    ],
  },
  blocker: {
    english: ['Dir. ERP', 'Head of Core Banking', 'Sr. Dir. Shared Services', 'Head of SAP'],
    european: ['Leitung ERP & SAP', 'Responsable SAP', 'Hoofd ERP', 'Jefa de sistemas centrales'],
  },
} as const satisfies Record<Part, { readonly english: readonly string[]; readonly european: readonly string[] }>

/** Of people above the deals: who a company's own executives turn to. */
export const EXECUTIVE_TITLES = {
  english: [
    'CEO',
    'Chief Executive Officer',
    'COO',
    'Chief Transformation Officer',
    'EVP Digital',
    'SVP Finance Operations',
    'President',
  ],
  european: [
    'Vorsitzende der Geschäftsführung',
    'Président-directeur général',
    'Consejero Delegado',
    'Amministratore delegato',
    'Verkställande direktör',
    'Prezes Zarządu',
    'CEO',
    'Chief Operating Officer',
  ],
} as const

export const NICKNAMES: Readonly<Record<string, string>> = {
  Daniel: 'Dan',
  Samuel: 'Sam',
  Oliver: 'Ollie',
  Katarzyna: 'Kasia',
  Valentina: 'Vale',
  Isabel: 'Isa',
  Beatriz: 'Bea',
  Francois: 'Franck',
  Henrik: 'Henk',
  Gustavo: 'Gus',
  Alina: 'Ali',
  Jonas: 'Joni',
  Tomas: 'Tom',
  Mateo: 'Teo',
  Natalia: 'Nati',
  Nikhil: 'Nik',
  Stefan: 'Steff',
  Vincent: 'Vince',
  Willem: 'Wim',
  Felix: 'Flix',
  Benoit: 'Ben',
  Brendan: 'Bren',
  Esther: 'Essie',
  Fiona: 'Fi',
  Gareth: 'Gaz',
  Ingrid: 'Inge',
  Jasper: 'Jas',
  Julian: 'Jules',
  Kirsten: 'Kiki',
  Lukas: 'Luke',
  Patrice: 'Pat',
  Sabine: 'Bine',
  Sarah: 'Sally',
  Ulrike: 'Uli',
  Viktor: 'Vik',
  Yannick: 'Yann',
  Zofia: 'Zosia',
  Mike: 'Michael',
  Lena: 'Magdalena',
  Petra: 'Peti',
}

/** As the person spells the name, and as it is spelt where the letter is missing. */
export const ACCENTS: Readonly<Record<string, readonly string[]>> = {
  Joao: ['João'],
  Benoit: ['Benoît'],
  Cedric: ['Cédric'],
  Francois: ['François'],
  Helene: ['Hélène'],
  Ondrej: ['Ondřej'],
  Sinead: ['Sinéad'],
  Goran: ['Göran', 'Goeran'],
  Bergstrom: ['Bergström', 'Bergstroem'],
  Sorensen: ['Sørensen', 'Soerensen'],
  Kruger: ['Krüger', 'Krueger'],
  Vasquez: ['Vásquez'],
  Dvorak: ['Dvořák'],
  Juhasz: ['Juhász'],
  Wojcik: ['Wójcik'],
  Zielinski: ['Zieliński'],
  Jelinek: ['Jelínek'],
  Gunnarsson: ['Gunnarßon'],
  Yilmaz: ['Yılmaz'],
  Estevez: ['Estévez'],
  Stanescu: ['Stănescu'],
  Jovanovic: ['Jovanović'],
  Nyberg: ['Nýberg'],
  Demir: ['Demír'],
}

export const AWAY_SUBJECTS = [
  'Automatic reply: {subject}',
  'Out of office: {subject}',
  'Abwesenheitsnotiz: {subject}',
  'Automatische Antwort: {subject}',
  'Réponse automatique : {subject}',
  'Absence du bureau : {subject}',
] as const
export const AWAY_BODIES = [
  'I am out of the office until {until} and will answer after my return. In urgent cases please write to {deputy}.',
  'Ich bin bis {until} nicht im Büro. In dringenden Fällen hilft {deputy}.',
  'Je suis absent jusqu’au {until}. En cas d’urgence : {deputy}.',
] as const
export const PARENTAL_BODY =
  'I am on parental leave until {until}. {deputy} takes care of my topics until then. I am looking forward to being back.'

export const LEFT_SUBJECTS = [
  'Automatic reply: {subject}',
  'Automatische Antwort: {subject}',
  'Réponse automatique : {subject}',
] as const
export const LEFT_BODIES = [
  'Thank you for your message. {first} is no longer with {account}. Please turn to {deputy}.',
  'I have left {account}. This mailbox is not read any more, please contact {deputy}.',
  '{name} ist nicht mehr bei {account} tätig. Bitte wenden Sie sich an {deputy}.',
  '{name} ne travaille plus chez {account}. Merci de contacter {deputy}.',
] as const
export const BOUNCE_SUBJECTS = [
  'Undeliverable: {subject}',
  'Delivery Status Notification (Failure)',
  'Unzustellbar: {subject}',
  'Mail delivery failed: returning message to sender',
] as const
export const BOUNCE_BODY =
  'Your message to <{address}> could not be delivered. 550 5.1.1 <{address}>: Recipient address rejected: User unknown.'
export const DELAYED_BODY =
  'Delivery to <{address}> is delayed. 452 4.2.2 The mailbox is full. Delivery will be tried again for 2 days; you need not do anything.'
export const HANDED_OVER = [
  'A short note: {name} has left the company at the end of last week. I take over {project} for now.',
  'You may have heard that {name} is no longer with us. Please send everything on {project} to me from now on.',
] as const

export const INTRODUCTIONS = [
  'I copy {who}, our {title}, who should be part of this from now on.',
  'Adding {who} ({title}), who will look at it from their side.',
] as const
export const BYSTANDER_NOTES = [
  'Copying {who}, {title}, for information.',
  'I put {who} ({title}) in copy, the topic touches that team too.',
] as const
export const AMONG_THEMSELVES = [
  '{first}, please have a look before we answer. I keep the vendor in copy.',
  '{first}, can you confirm the figures? Vendor in copy.',
] as const
export const AMONG_OURSELVES = [
  ['Internal: next step at {account}', 'Where do we stand at {account}? I would like to talk it through before Friday.'],
  ['Pricing for {account}', 'Please have a look at the discount before it goes out.'],
  ['FW: notes from {account}', 'For your information, not to be shared with the customer.'],
] as const
export const NEWSLETTERS = [
  [
    '{account} Insights: what moves our industry',
    'News from {account}. You receive this because you subscribed. Unsubscribe at any time.',
  ],
  ['Season’s greetings from {account}', 'To all partners of {account}. View in browser. Unsubscribe.'],
] as const
export const OUR_NEWSLETTERS = [
  ['{vendor} product news', 'What is new this month. View in browser. Unsubscribe or change your preferences.'],
  [
    'Invitation: {vendor} customer day',
    'Save the date. You receive this mail because you are registered with {vendor}. Unsubscribe.',
  ],
] as const

export const GOALS = [
  'Close the books in four working days',
  'One view of cash across all banks',
  'Cut payment fraud losses by half',
  'Retire the old bank portals by year end',
  'Move to ISO 20022 without a second team',
  'Automate 90 % of reconciliation',
  'Harmonise treasury after the merger',
  'Lower the cost per payment by a third',
] as const

export const EXECUTIVE_MEETINGS = {
  qbr: ['QBR {quarter}, {account}', 'Quarterly business review {quarter}: {account}', 'Business review {quarter}, {account}'],
  'one-to-one': ['1:1 with {first}', 'Executive 1:1: {name} and {ours}'],
  dinner: ['Executive dinner, {city}'],
  'check-in': ['Strategic check-in: {account}', 'Executive check-in, {account}'],
} as const
export const EXECUTIVE_MAILS = [
  ['Priorities for the coming year', 'I would value your view on what matters most to you next year.'],
  ['Thank you for the time this week', 'Here is what I took with me; please correct me where I am wrong.'],
  ['A question on your goals', 'Is "{goal}" still at the top of your list?'],
] as const
export const EXECUTIVE_ANSWERS = {
  champion: 'Gladly, and let me introduce you to two colleagues at other companies who look at the same thing.',
  engaged: 'Thank you. It still is, the figures look right to us.',
  passive: 'Please align with my team on this.',
  disengaged: 'Please take this up with my team.',
} as const
export const NEW_EXECUTIVE = 'From the first of the month {name} is our new {title}. {before} has moved on.'
export const ANSWERS = [
  'Thank you, noted.',
  'Yes, that is how we see it.',
  'I will check and come back to you.',
  'See my comments below.',
  'That works for us.',
] as const

/** What a champion does for us that others do not. */
export const CHAMPION_ACTS: Readonly<Record<'shared' | 'answered', readonly (readonly [string, string])[]>> = {
  shared: [
    ['Internal paper on {project}', 'For your eyes: the paper that goes to our committee next week. Tell me what is missing.'],
    ['How we decide on {project}', 'Attached is our list of criteria and who weighs what. Please treat it as confidential.'],
  ],
  answered: [
    [
      'Re: Open questions on {project}',
      '{first}, I can answer that: we saw it in the demo and it covers all our banks. {vendor} in copy.',
    ],
    [
      'Re: Doubts about {project}',
      '{first}, I checked the references myself and they hold. {vendor} in copy, in case I got a detail wrong.',
    ],
  ],
}

/** Positions that people move on to within their company. */
export const NEXT_TITLES = [
  'Head of Finance Operations',
  'Director, Global Treasury',
  'VP Payments',
  'Leitung Finanzprozesse',
  'Directrice de la transformation',
  'Program Director, Shared Services',
  'Head of Group IT Procurement',
] as const
export const SIGNED_NOTES = [
  'A short note on {project}: we keep to the dates.',
  'On {project}: the next step is with us, I come back to you.',
] as const
