import { titleWords } from './title-words.ts'

/** Levels from the top. `null` beside them: the title says nothing of a level. */
export const SENIORITIES = ['executive', 'vice-president', 'director', 'manager', 'staff'] as const
export type Seniority = (typeof SENIORITIES)[number]

/**
 * Words by level, as whole words of a title brought to lower case without accents. English, German, French, Spanish,
 * Portuguese, Italian, Dutch, Polish and the Nordic languages. Read from the top: the first list that matches decides.
 */
const STAFF_BEFORE_ALL = [
  // An assistant to a director is not a director; a product owner owns no company.
  /\b(assistant|assistent|assistentin|assistente|asistente|asystent|asystentka|secretary|secretaire|secretaria|sekretar|sekretarin|sekretariat|office of)\b/,
  /\b(product|process|data|scrum|service|system|business) owner\b/,
  /\b(intern|trainee|praktikant|praktikantin|stagiaire|becario|werkstudent|werkstudentin|apprentice|azubi|student)\b/,
  /\b(account|creative|art) (executive|director)\b/,
  /\b(business|hr|people|finance) partner\b/,
]

const LEVELS: readonly (readonly [Seniority, RegExp])[] = [
  [
    'vice-president',
    /\b(vp|svp|evp|avp|gvp|rvp|vice president|vice presidente|vicepresidente|vicepresident|vizeprasident|vizeprasidentin|vice presidente|wiceprezes|vicedirektor)\b/,
  ],
  [
    'executive',
    /\b(ceo|cfo|cto|cio|coo|cmo|cro|cpo|chro|cdo|cso|cco|clo|cao|cbo|ciso|chief|president|presidente|presidenta|prasident|prasidentin|founder|cofounder|grunder|grunderin|fondateur|fondatrice|fundador|fundadora|owner|inhaber|inhaberin|eigenaar|proprietaire|chairman|chairwoman|chair|managing partner|senior partner|managing director|general manager|geschaftsfuhrer|geschaftsfuhrerin|geschaftsleitung|geschaftsleiter|geschaftsleiterin|vorstands?|vorstandin|vorstandsvorsitzender|vorstandsvorsitzende|pdg|dg|dsi|daf|drh|directeur general|directrice generale|directeur financier|directrice financiere|director general|directora general|director gerente|consejero delegado|consejera delegada|diretor geral|diretora geral|amministratore delegato|amministratrice delegata|direttore generale|direttrice generale|algemeen directeur|bestuurder|prezes|vd|verkstallande direktor|toimitusjohtaja|administrerende direktor|adm dir)\b/,
  ],
  [
    'director',
    /\b(director|directora|directeur|directrice|direktor|direktorin|direttore|direttrice|diretor|diretora|dyrektor|dyrektorka|johtaja|head|hoofd|leiter|leiterin|leitung|abteilungsleiter|abteilungsleiterin|bereichsleiter|bereichsleiterin|hauptabteilungsleiter|prokurist|prokuristin|avdelningschef|principal|dean)\b/,
  ],
  [
    'manager',
    /\b(manager|managerin|lead|supervisor|team lead|teamleiter|teamleiterin|teamleitung|gruppenleiter|gruppenleiterin|projektleiter|projektleiterin|responsable|chef|cheffe|jefe|jefa|gerente|gestor|gestora|coordinador|coordinadora|coordinator|coordinateur|responsabile|capo|kierownik|kierowniczka|teamleider|leidinggevende|foreman|superintendent)\b/,
  ],
  [
    'staff',
    /\b(analyst|engineer|developer|specialist|consultant|administrator|buyer|architect|designer|planner|clerk|officer|representative|associate|accountant|technician|expert|advisor|agent|nurse|teacher|scientist|researcher|ingenieur|ingenieurin|entwickler|entwicklerin|sachbearbeiter|sachbearbeiterin|referent|referentin|einkaufer|einkauferin|berater|beraterin|analyste|developpeur|developpeuse|acheteur|acheteuse|analista|ingeniero|ingeniera|desarrollador|tecnico|tecnica|especialista|comprador|compradora|sviluppatore|ingegnere|specialista|medewerker|inkoper|adviseur|analityk|inzynier|specjalista|utvecklare|ingenjor)\b/,
  ],
]

/** Compounds that German and the Nordic languages write in one word. */
const ENDINGS: readonly (readonly [Seniority, RegExp])[] = [
  ['executive', /(vorstand|vorstandin|geschaftsfuhrer|geschaftsfuhrerin)\b/],
  ['manager', /(team|gruppen|projekt|schicht|filial)leiter(in)?\b/],
  ['director', /(leiter|leiterin|leitung|direktor|direktorin|directeur|direktoren)\b/],
  ['manager', /(manager|managerin|chef|chefin|leider)\b/],
]

/** The level that a job title speaks of, in any of several languages; null where it speaks of none. */
export function seniorityOf(title: string | null): Seniority | null {
  if (title === null) return null
  const words = titleWords(title)
  if (words === '') return null
  if (STAFF_BEFORE_ALL.some((pattern) => pattern.test(words))) return 'staff'
  const level = [...LEVELS, ...ENDINGS].find(([, pattern]) => pattern.test(words))
  return level?.[0] ?? null
}

export function isBelowDirector(seniority: Seniority | null): boolean {
  return seniority === 'manager' || seniority === 'staff'
}
