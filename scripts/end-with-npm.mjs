const EVERY_MS = 200

/**
 * npx runs a program through a shell that dies of SIGTERM without passing it on. When our parent is gone, we end as if the
 * signal had reached us: nothing is left behind. Without npm above us a lost parent means nothing.
 */
export function endWithNpm() {
  if (process.env.npm_execpath === undefined) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, EVERY_MS)
  watch.unref()
}
