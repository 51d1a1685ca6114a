import type { Right } from '../../domain/access/right.ts'
import type { SettingsSection } from '../app/paths.ts'

export interface SectionEntry {
  readonly id: SettingsSection
  readonly label: string
  /** Hidden from those without it. */
  readonly right: Right
}

/** The menu of the settings: what is a person's own, then the company's. */
export const SECTION_GROUPS: readonly { readonly title: string; readonly sections: readonly SectionEntry[] }[] = [
  {
    title: 'You',
    sections: [
      { id: 'profile', label: 'Profile', right: 'signed-in' },
      { id: 'keys', label: 'API keys', right: 'keys:own' },
    ],
  },
  {
    title: 'Company',
    sections: [
      { id: 'teams', label: 'Team and hierarchy', right: 'signed-in' },
      { id: 'users', label: 'Users', right: 'signed-in' },
      { id: 'periods', label: 'Periods and quotas', right: 'settings:read' },
      { id: 'stages', label: 'Stages', right: 'settings:read' },
      { id: 'currencies', label: 'Currencies and rates', right: 'settings:read' },
      { id: 'people', label: 'People', right: 'settings:read' },
      { id: 'model', label: 'Model', right: 'settings:read' },
      { id: 'alerts', label: 'Alerts', right: 'settings:read' },
      { id: 'audit', label: 'Audit log', right: 'journal:read' },
    ],
  },
]

export const SECTIONS: readonly SectionEntry[] = SECTION_GROUPS.flatMap((group) => group.sections)
