const FORMER =
  /^\s*(former(ly)?\b|ex[- ]|left\b|no longer\b|gone\b|retired\b|departed\b|deceased\b|ehemalig|ehem\.|früher|ausgeschieden|nicht mehr\b|im ruhestand|verlassen|ancien(ne)?\b|a quitt|parti(e)?\b|retrait[ée]|antigu[oa]\b|ya no\b|jubilad[oa]|ex\b|antig[oa]\b|aposentad|voormalig|niet meer\b|vertrokken|były\b|była\b|tidigare\b|slutat\b|tidligere\b)|\b(has left|left (the )?company|left \d{4}|\(left\)|\(former\)|†)/i

/** Whether a title says that its holder is no longer there, as people note in a CRM: "Former CFO", "ex-VP", "ausgeschieden". */
export function isFormerTitle(title: string): boolean {
  return FORMER.test(title)
}
