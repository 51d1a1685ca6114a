const FORMER =
  /^\s*(former(ly)?\b|ex[- ]|ex(?=director|president)|left\b|no longer\b|gone\b|retired\b|departed\b|deceased\b|ehemalig|ehem\.|früher|ausgeschieden|nicht mehr\b|im ruhestand|verlassen|ancien(ne)?\b|a quitt|parti(e)?\b|retrait[ée]|antigu[oa]\b|ya no\b|jubilad[oa]|ex\b|antig[oa]\b|aposentad|voormalig|niet meer\b|vertrokken|były\b|była\b|tidigare\b|slutat\b|tidligere\b)|\b(has left|left (the )?company|left \d{4}|\(left\)|\(former\)|†)/i

/** Whether a title says that its holder is no longer there, as people note in a CRM: "Former CFO", "ex-VP", "ausgeschieden". */
export function isFormerTitle(title: string): boolean {
  return FORMER.test(title)
}

const LEADING =
  /^\s*((former(ly)?|past|retired|left|no longer|gone|departed|deceased|ehemalig(e[rns]?)?|ehem\.|frühere?r?|ausgeschieden(e[rns]?)?|nicht mehr|ancien(ne)?|antigu[oa]|jubilad[oa]|antig[oa]|voormalige?|były|była|tidigare|tidligere)(?!\p{L})|ex(?=[- :,]))[\s:,–-]*/iu

/** The title without the word that says that it is no longer held: who was an executive stays one that left. */
export function heldTitle(title: string): string {
  return title.replace(LEADING, '').replace(/^ex(?=director|president)/iu, '')
}
