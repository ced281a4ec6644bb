/** Tells when files below the paths of a command change. */
import { type FSWatcher, statSync, watch } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Files that a check depends on: rules, settings, what git ignores. */
const RELEVANT = /\.(?:ya?ml|kql|csl|csv)$|^\.gitignore$/i
const PASSED_OVER = /(?:^|[/\\])(?:node_modules|\.[^/\\]+)[/\\]/
const isRelevant = (name: string): boolean => RELEVANT.test(basename(name)) && !PASSED_OVER.test(name)

/** What to watch for a path of the command line. */
interface Watched {
  readonly folder: string
  readonly recursive: boolean
  /** The one file in it that counts; undefined where all do. */
  readonly only: string | undefined
}

/** A folder with all below it, a file by its name (it may come and go), or what stands in front of a glob's first star. */
const watchedOf = (path: string): Watched | undefined => {
  const isFolder = (folder: string): boolean => statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
  if (isFolder(path)) return { folder: path, recursive: true, only: undefined }
  const [before = ''] = path.split(/[*?[\]{}!]/, 1)
  const isGlob = before !== path && !statSync(path, { throwIfNoEntry: false })
  const folder = isGlob && before.endsWith('/') ? before : dirname(isGlob ? before || '.' : path)
  if (!isFolder(folder)) return undefined
  return { folder, recursive: isGlob, only: isGlob ? undefined : basename(path) }
}

/**
 * Calls `changed` at once, with no files, and then with the files that changed, once they rest for `delay` milliseconds; never while an
 * earlier call is still at work. Returns how to end it. Folders of packages and hidden ones are passed over.
 */
export const watchPaths = (paths: readonly string[], changed: (files: ReadonlySet<string>) => Promise<void>, delay = 100): (() => void) => {
  let pending = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let busy = false

  const run = async (): Promise<void> => {
    if (busy) return
    const files = pending
    pending = new Set()
    busy = true
    await changed(files)
    busy = false
    if (pending.size > 0) later()
  }
  const later = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void run(), delay)
  }
  const watchers: FSWatcher[] = paths
    .map(watchedOf)
    .filter((w): w is Watched => w !== undefined)
    .map(({ folder, recursive, only }) =>
      watch(folder, { recursive }, (_, name) => {
        if (name === null || (only === undefined ? !isRelevant(name) : name !== only)) return
        pending.add(join(folder, name))
        if (!busy) later()
      }),
    )
  void run()
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
