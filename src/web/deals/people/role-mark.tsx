import {
  IconBan,
  IconCoin,
  IconGavel,
  IconScale,
  IconShoppingCart,
  IconSpeakerphone,
  IconStar,
  IconTool,
  IconUser,
  type TablerIcon,
} from '@tabler/icons-react'
import { ROLE_LABELS, type BuyingRole } from '../../../domain/accounts/contact.ts'

const ICONS: Readonly<Record<BuyingRole, TablerIcon>> = {
  'economic-buyer': IconCoin,
  champion: IconStar,
  'decision-maker': IconGavel,
  'technical-evaluator': IconTool,
  influencer: IconSpeakerphone,
  user: IconUser,
  blocker: IconBan,
  legal: IconScale,
  procurement: IconShoppingCart,
}

/** The first of a person's roles as icon and word; how many more there are. */
export function RoleMark({ roles }: { roles: readonly BuyingRole[] }) {
  const [role] = roles
  if (!role) return <span className="role-mark label">No role yet</span>
  const Icon = ICONS[role]
  return (
    <span className="role-mark" title={roles.map((one) => ROLE_LABELS[one]).join(', ')}>
      <Icon size={15} stroke={1.6} aria-hidden="true" />
      <span className="cut">{ROLE_LABELS[role]}</span>
      {roles.length > 1 ? <span className="label">+{roles.length - 1}</span> : null}
    </span>
  )
}
