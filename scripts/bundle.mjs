/**
 * The build: src/main.ts to dist/quarterdeck.js, each noun's worker.ts to dist/workers/<noun>.js, the pages to dist/web.
 * Packages stay in node_modules, so that a fix there needs no build.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { rolldown } from 'rolldown'

const root = resolve(import.meta.dirname, '..')

try {
  await Promise.all([bundleServer(), bundlePages()])
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

async function bundleServer() {
  const nouns = join(root, 'src', 'server')
  const workers = readdirSync(nouns)
    .map((noun) => [`workers/${noun}`, join(nouns, noun, 'worker.ts')])
    .filter(([, file]) => existsSync(file))
  const bundle = await rolldown({
    input: { quarterdeck: join(root, 'src', 'main.ts'), ...Object.fromEntries(workers) },
    cwd: root,
    platform: 'node',
    external: (id) => !id.startsWith('.') && !id.startsWith('/') && !/^[A-Za-z]:[\\/]/.test(id) && !id.startsWith('\0'),
  })
  const { output } = await bundle.write({
    dir: join(root, 'dist'),
    format: 'esm',
    entryFileNames: '[name].js',
    // Beside the entry, so that import.meta.dirname is dist/ wherever a module lands.
    chunkFileNames: 'part-[name]-[hash].js',
    sourcemap: true,
  })
  await bundle.close()
  forgetEarlier(new Set(output.flatMap(({ fileName }) => [fileName, `${fileName}.map`])))
}

/**
 * Parts and workers of earlier builds, once the new ones are there. A server that still runs has all its own parts in
 * memory; what it loads later are workers, and those it finds by the names that every build gives them.
 */
function forgetEarlier(made) {
  for (const folder of ['', 'workers/'])
    for (const name of readdirSync(join(root, 'dist', folder)))
      if (/\.js(\.map)?$/.test(name) && !made.has(`${folder}${name}`)) rmSync(join(root, 'dist', folder, name))
}

async function bundlePages() {
  if (!existsSync(join(root, 'src', 'web', 'index.html'))) return
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), root: join(root, 'src', 'web'), logLevel: 'warn' })
}
