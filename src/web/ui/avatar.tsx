import './avatar.css'

/** A person's initials on a hue made from the name. The name stands beside it; give `label` where it does not. */
export function Avatar({ name, size = 20, label }: { name: string; size?: number; label?: string }) {
  return (
    <span
      className="avatar"
      style={{
        width: size,
        height: size,
        fontSize: Math.max(8, Math.round(size * 0.42)),
        backgroundColor: `color-mix(in srgb, hsl(${hueOf(name)} 70% 50%) 18%, var(--surface))`,
      }}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {initials(name)}
    </span>
  )
}

/** The first letters of the first and the last word: "Ines Moreau" gives "IM". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '')
  return letters.join('').toUpperCase()
}

function hueOf(name: string): number {
  let hash = 0
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0
  return hash % 360
}
