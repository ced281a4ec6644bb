/** parse_path(): the parts of a path of Windows or Unix as JSON. */
import { quoted } from './json-text.ts'

export const parsePath = (path: string): string => {
  const [scheme = '', rest] = /^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(path) ? split(path, path.indexOf('://'), 3) : ['', path]
  const root = /^[A-Za-z]:[\\/]/.exec(rest)?.[0] ?? ''
  const last = Math.max(rest.lastIndexOf('/'), rest.lastIndexOf('\\'))
  const [before, name] = last < 0 ? ['', rest] : split(rest, last, 1)
  const directory = before.length < root.length ? root : before
  const colon = name.indexOf(':')
  const [file, stream] = colon < 0 ? [name, ''] : split(name, colon, 1)
  const dot = file.lastIndexOf('.')
  return (
    `{"Scheme":${quoted(scheme)},"RootPath":${quoted(root)},"DirectoryPath":${quoted(directory)},` +
    `"DirectoryName":${quoted(/[^\\/:]*$/.exec(directory)?.[0] ?? '')},"Filename":${quoted(file)},` +
    `"Extension":${quoted(dot < 0 ? '' : file.slice(dot + 1))},"AlternateDataStreamName":${quoted(stream)}}`
  )
}

/** What stands before and behind a separator. */
const split = (text: string, at: number, width: number): readonly [string, string] => [text.slice(0, at), text.slice(at + width)]
