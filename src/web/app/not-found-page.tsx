import { ButtonLink } from '../ui/button.tsx'
import { Empty } from '../ui/state.tsx'
import { usePageTitle } from './page-title.tsx'
import { paths } from './paths.ts'

/** An address that leads nowhere. */
export function NotFoundPage() {
  usePageTitle([{ label: 'Not found' }])
  return (
    <>
      <h1 className="unseen">Not found</h1>
      <Empty
        title="There is no page at this address"
        action={<ButtonLink href={paths.pipeline()}>Go to the pipeline</ButtonLink>}
      >
        It may have been deleted, or you may not see it with your account.
      </Empty>
    </>
  )
}

/** The same where no shell stands around it. */
export function BareNotFoundPage() {
  return (
    <main className="page">
      <NotFoundPage />
    </main>
  )
}
