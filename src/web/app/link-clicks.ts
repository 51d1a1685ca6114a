import type { AnyRouter } from '@tanstack/react-router'

/**
 * Lets plain `<a href>` links move inside the app without loading the page again, so that the kit needs no router. Modified clicks, other
 * targets, downloads, other hosts and the server's own addresses stay with the browser. Returns the removal.
 */
export function followLinksWith(router: AnyRouter): () => void {
  const onClick = (event: MouseEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || !link.href || link.target || link.hasAttribute('download')) return
    const address = new URL(link.href)
    if (address.origin !== location.origin || address.pathname.startsWith('/api/')) return
    if (address.hash && address.pathname === location.pathname && address.search === location.search) return
    event.preventDefault()
    router.history.push(address.pathname + address.search + address.hash)
  }
  document.addEventListener('click', onClick)
  return () => document.removeEventListener('click', onClick)
}
