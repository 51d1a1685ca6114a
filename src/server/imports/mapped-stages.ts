import type { Mapping } from '../../contract/imports.ts'
import type { Stage } from '../../domain/opportunities/stage.ts'

/** Meanings of stage names that the mapping gives, by lower-case name, from every column that names a stage. */
export function mappedStages(mapping: Mapping): Map<string, Stage> {
  const meanings = new Map<string, Stage>()
  for (const file of mapping.files)
    for (const column of file.columns)
      if (column.target === 'stage' || column.target === 'newValue')
        for (const [name, stage] of Object.entries(file.values[column.column] ?? {}))
          meanings.set(name.toLowerCase(), stage as Stage)
  return meanings
}

/** Shows in the mapping what a stage without a telling name was taken for, so that it can be corrected. */
export function noteStage(mapping: Mapping, name: string, stage: Stage): void {
  for (const file of mapping.files)
    for (const column of file.columns) {
      if (column.target !== 'stage') continue
      const values = (file.values[column.column] ??= {})
      values[name] ??= stage
    }
}
