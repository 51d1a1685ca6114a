import { paths } from '../app/paths.ts'
import { Button, ButtonLink } from '../ui/button.tsx'
import { Panel } from '../ui/panel.tsx'
import { bytesText, factsText, nounText, type FileFacts, type Import, type Mapping } from './import-words.ts'

interface FilesStepProps {
  item: Import
  /** What each file was taken for, once that is known. */
  mapping: Mapping | undefined
  onRead?: (() => void) | undefined
}

/** What was detected in each file: its size, how it is written, its columns and its first rows. */
export function FilesStep({ item, mapping, onRead }: FilesStepProps) {
  const nouns = new Map(mapping?.files.map((file) => [file.file, file.noun]))
  return (
    <>
      <div className="import-actions">
        {mapping ? (
          <ButtonLink look="primary" href={paths.data({ tab: 'imports', import: item.id, step: 'mapping' })}>
            Look at the mapping
          </ButtonLink>
        ) : onRead ? (
          <Button look="primary" onClick={onRead}>
            Read the files
          </Button>
        ) : null}
      </div>
      {item.files.map((file) => (
        <Panel
          key={file.file}
          title={file.file}
          hint={[
            mapping ? (nouns.get(file.file) ? nounText(nouns.get(file.file) ?? '') : 'not imported') : '',
            item.mapping ? `${file.rows.toLocaleString('en')} rows` : '',
            bytesText(file.bytes),
            factsText(file),
          ]
            .filter(Boolean)
            .join(' · ')}
          padding="flush"
          rule="line"
        >
          <SampleRows file={file} />
        </Panel>
      ))}
    </>
  )
}

/** The head and first rows of a file as they stand in it. */
export function SampleRows({ file }: { file: FileFacts }) {
  return (
    <div className="sample-rows" tabIndex={0} role="region" aria-label={`First rows of ${file.file}`}>
      <table>
        <thead>
          <tr>
            {file.headers.map((header, index) => (
              <th key={`${header} ${index}`} scope="col">
                {header || <span className="label">no name</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {file.sample.map((row, at) => (
            <tr key={at}>
              {file.headers.map((header, index) => (
                <td key={`${header} ${index}`} title={row[index]}>
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
