import type { Place } from './company-names.ts'

/** The part that somebody truly plays in a purchase. */
const PARTS = [
  'economic-buyer',
  'champion',
  'decision-maker',
  'technical',
  'user',
  'influencer',
  'procurement',
  'legal',
  'blocker',
] as const
export type Part = (typeof PARTS)[number]

/** What a seller would enter for the part. */
export const ROLE_OF_PART = {
  'economic-buyer': 'Economic Buyer',
  champion: 'Champion',
  'decision-maker': 'Decision Maker',
  technical: 'Technical Evaluator',
  user: 'Business User',
  influencer: 'Influencer',
  procurement: 'Procurement',
  legal: 'Legal',
  blocker: 'Blocker',
} as const satisfies Record<Part, string>

interface Position {
  readonly department: string
  readonly titles: Record<Place['language'], readonly string[]>
}

export const POSITIONS = {
  'economic-buyer': {
    department: 'Finance',
    titles: {
      en: ['CFO', 'Chief Financial Officer', 'VP Finance', 'Finance Director', 'Chief Operating Officer'],
      de: ['Kaufmännische Leiterin', 'Finanzvorstand', 'Leiter Finanzen', 'CFO'],
      fr: ['Directeur financier', 'Directrice administrative et financière', 'DAF', 'CFO'],
    },
  },
  champion: {
    department: 'Treasury',
    titles: {
      en: [
        'Head of Payments',
        'Director of Treasury',
        'Head of Payment Operations',
        'Treasury Manager',
        'Head of Finance Transformation',
      ],
      de: ['Leiterin Zahlungsverkehr', 'Leiter Treasury', 'Head of Payments', 'Abteilungsleiter Finanzprozesse'],
      fr: ['Responsable trésorerie', 'Directrice des paiements', 'Head of Payments', 'Responsable transformation finance'],
    },
  },
  'decision-maker': {
    department: 'Operations',
    titles: {
      en: ['Chief Digital Officer', 'SVP Operations', 'Managing Director', 'VP Shared Services', 'Chief Information Officer'],
      de: ['Geschäftsführer', 'Bereichsleiterin Operations', 'CIO'],
      fr: ['Directeur général', 'Directrice des opérations', 'DSI'],
    },
  },
  technical: {
    department: 'IT',
    titles: {
      en: [
        'Enterprise Architect',
        'IT Security Lead',
        'Integration Engineer',
        'Head of Platform Engineering',
        'Solution Architect',
      ],
      de: ['IT-Architektin', 'Leiter Informationssicherheit', 'Systemintegrator', 'Solution Architect'],
      fr: ['Architecte SI', 'Responsable sécurité informatique', 'Ingénieure intégration', 'Architecte solutions'],
    },
  },
  user: {
    department: 'Accounting',
    titles: {
      en: [
        'Accounts Payable Manager',
        'Reconciliation Lead',
        'Payment Operations Analyst',
        'Senior Accountant',
        'Billing Operations Manager',
      ],
      de: ['Teamleiterin Kreditoren', 'Sachbearbeiter Zahlungsverkehr', 'Bilanzbuchhalterin'],
      fr: ['Responsable comptabilité fournisseurs', 'Analyste paiements', 'Comptable principale'],
    },
  },
  influencer: {
    department: 'Finance',
    titles: {
      en: ['Financial Controller', 'Group Treasurer', 'Programme Manager', 'Internal Audit Manager', 'Transformation Consultant'],
      de: ['Controllerin', 'Projektleiter', 'Leiter Interne Revision'],
      fr: ['Contrôleur de gestion', 'Cheffe de projet', 'Auditrice interne'],
    },
  },
  procurement: {
    department: 'Procurement',
    titles: {
      en: ['Procurement Manager', 'Category Lead, IT', 'Head of Sourcing', 'Vendor Manager'],
      de: ['Einkaufsleiter', 'Strategische Einkäuferin', 'Leiterin Beschaffung'],
      fr: ['Responsable achats', 'Acheteuse IT', 'Directeur des achats'],
    },
  },
  legal: {
    department: 'Legal',
    titles: {
      en: ['Legal Counsel', 'General Counsel', 'Contracts Manager', 'Data Protection Officer'],
      de: ['Justiziarin', 'Syndikusrechtsanwalt', 'Datenschutzbeauftragter'],
      fr: ['Juriste', 'Directrice juridique', 'Délégué à la protection des données'],
    },
  },
  blocker: {
    department: 'IT',
    titles: {
      en: ['Head of ERP', 'Director of Core Systems', 'Shared Services Director'],
      de: ['Leiter ERP', 'Leiterin Kernsysteme'],
      fr: ['Responsable ERP', 'Directeur des systèmes centraux'],
    },
  },
} as const satisfies Record<Part, Position>
