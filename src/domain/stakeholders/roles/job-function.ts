import { titleWords } from './title-words.ts'

/** Which part of a company somebody works in, as their title tells. */
export const JOB_FUNCTIONS = [
  'legal',
  'procurement',
  'security',
  'technology',
  'finance',
  'accounting',
  'project',
  'audit',
  'people',
  'marketing',
  'sales',
  'operations',
  'general-management',
] as const
export type JobFunction = (typeof JOB_FUNCTIONS)[number]

export const FUNCTION_LABELS = {
  legal: 'Legal',
  procurement: 'Procurement',
  security: 'Information security',
  technology: 'IT',
  finance: 'Finance',
  accounting: 'Accounting',
  project: 'Project office',
  audit: 'Audit and control',
  people: 'Human resources',
  marketing: 'Marketing',
  sales: 'Sales',
  operations: 'Operations',
  'general-management': 'Management',
} as const satisfies Record<JobFunction, string>

/** Beginnings of words, in the languages of Europe; read from the top, what is narrow before what is wide. */
const WORDS: readonly (readonly [JobFunction, RegExp])[] = [
  [
    'legal',
    /\b(legal|law(yer)?|counsel|attorney|paralegal|gc|clo|dpo|data protection|privacy|contracts? (manager|counsel|lead|specialist)|datenschutz|recht|rechts|jurist|justiziar|syndikus|anwalt|juridi|avocat|protection des donnees|abogad|advogad|legale|avvocat|giurid|bedrijfsjurist|juridisch|prawn|radca|bolagsjurist)/,
  ],
  [
    'procurement',
    /\b(procure|purchas|buyer|sourcing|vendor manage|supplier|category (lead|manager|buyer)|einkauf|einkaufer|beschaffung|lieferanten|achat|acheteu|approvisionn|compras|comprador|acquist|approvvigion|inkoop|inkoper|zakup|inkop|indkob|innkjop|hankinta|ostopaal)/,
  ],
  [
    'security',
    /\b(security|infosec|ciso|cyber|informationssicherheit|it sicherheit|securite|seguridad|seguranca|sicurezza|beveiliging|bezpiecz|sakerhet)/,
  ],
  ['audit', /\b(audit|revision|controller|controll|controle de gestion|controleur|interventor|kontroler|compliance|risk|risiko)/],
  [
    'accounting',
    /\b(a[pr] (manager|lead|specialist|clerk|team)|account(ant|ing|s)|payable|receivable|bookkeep|reconcil|billing|buchhalt|bilanzbuch|kreditor|debitor|rechnungswesen|comptab|contab|crediteur|debiteur|administratie|ksiegow|redovis|bokhall|bogholder|regnskap|kirjanpit)|buchhalt/,
  ],
  [
    'project',
    /\b(project|projekt|projet|proyecto|projeto|progetto|programme? (manager|lead|director|office)|pmo|transformation consult|change manager|proces manager)|projekt/,
  ],
  [
    'finance',
    /\b(cfo|finan|kaufmannisch|treasur|tresor|tesor|cash|daf|fp a|payments?|zahlungs|paiement|pagos?|pagament|platnosc|betaling|investor)/,
  ],
  [
    'technology',
    /\b(it|cio|cto|dsi|cdo|edv|ict|informati|information (system|tech)|systemes|sistemas|sistemi|system|software|architect|architek|arquitect|arquitet|architet|developer|devops|entwickl|developp|desarroll|sviluppat|utveckl|engineer|ingenieur|ingenier|ingegner|integrat|platform|infrastru|technolog|technical|technik|digital|data|erp|sap|web|cloud|network|netzwerk|administrator|sysadmin)|architek|system|sicherheit/,
  ],
  [
    'people',
    /\b(hr|human|people|talent|recruit|personal(leit|chef|wesen)|ressources humaines|drh|recursos humanos|risorse umane|chro)/,
  ],
  ['marketing', /\b(marketing|cmo|brand|communicat|kommunikat|presse|content|merkvoering)/],
  [
    'sales',
    /\b(sales|revenue|cro|vertrieb|verkauf|account (executive|manager)|commercial|ventes|ventas|vendite|vendas|verkoop|sprzedaz|business development)/,
  ],
  [
    'operations',
    /\b(operation|operativ|operating|coo|logisti|supply|produktion|production|manufactur|shared service|service deliver|exploitation|betrieb|facility|plant|werk)/,
  ],
  [
    'general-management',
    /\b(ceo|chief executive|president|prasident|founder|owner|inhaber|managing|geschafts|general manager|general direct|directeur general|director general|directora general|diretor geral|direttor[ei] generale|direttrice generale|algemeen|gerente general|vorstand|amministrat|consejer|prezes|zarzadz|verkstall|vd|pdg|dg|board|management|chairman)/,
  ],
]

/** The function that a title speaks of; null where it speaks of none, as 'Manager' does. */
export function jobFunctionOf(title: string | null): JobFunction | null {
  if (title === null) return null
  const words = titleWords(title)
  return words === '' ? null : (WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null)
}
