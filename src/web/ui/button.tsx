import type { ButtonHTMLAttributes, ReactNode } from 'react'
import './button.css'

export type ButtonLook = 'primary' | 'default' | 'quiet' | 'ai' | 'danger'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> {
  /** One `primary` per view. `ai` marks that it opens a model's reasons, never that it acts. */
  look?: ButtonLook
  size?: 'normal' | 'small'
  icon?: ReactNode
  /** Why it cannot be used now. It stays visible and focusable, and says so. */
  disabledReason?: string | undefined
}

export function Button({ look = 'default', size = 'normal', icon, disabledReason, children, onClick, ...rest }: ButtonProps) {
  const off = disabledReason !== undefined
  return (
    <button
      type="button"
      {...rest}
      className={`button button-${look} button-${size}`}
      aria-disabled={off || undefined}
      title={disabledReason ?? rest.title}
      onClick={off ? (event) => event.preventDefault() : onClick}
    >
      {icon}
      {children}
    </button>
  )
}

/** A button that is only an icon. `label` names the object too: "Actions for Halden Bank". */
export function IconButton({
  label,
  children,
  size = 'normal',
  ...rest
}: Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  label: string
  size?: 'normal' | 'small'
  children: ReactNode
}) {
  return (
    <button type="button" {...rest} className={`icon-button button-${size}`} aria-label={label} title={rest.title ?? label}>
      {children}
    </button>
  )
}

/** A link that looks like a button, for going somewhere. */
export function ButtonLink({
  href,
  look = 'default',
  size = 'normal',
  icon,
  children,
}: {
  href: string
  look?: ButtonLook
  size?: 'normal' | 'small'
  icon?: ReactNode
  children: ReactNode
}) {
  return (
    <a href={href} className={`button button-${look} button-${size}`}>
      {icon}
      {children}
    </a>
  )
}
