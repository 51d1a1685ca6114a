import './wide-screen-note.css'

/** On a phone: says that what is listed is changed on a wider screen, where there is room for its fields. */
export function WideScreenNote({ what }: { what: string }) {
  return <p className="label wide-screen-note">{`${what} are changed on a wider screen.`}</p>
}
