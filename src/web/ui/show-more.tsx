import { Button } from './button.tsx'

/** The way to the rest of a long list, a page at a time; nothing where all of it is shown. */
export function ShowMore({
  shown,
  total,
  page,
  onShow,
}: {
  shown: number
  total: number
  page: number
  onShow: (shown: number) => void
}) {
  return shown < total ? (
    <Button size="small" onClick={() => onShow(shown + page)}>
      Show {Math.min(page, total - shown).toLocaleString('en')} more
    </Button>
  ) : null
}
