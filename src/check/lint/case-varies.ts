import { messages } from '../../text/index.ts'
import type { LintRule } from './rule.ts'
import { textTests } from './text-tests.ts'

/** Exact operators → those without regard to case. */
const BETTER: Readonly<Record<string, string>> = { '==': '=~', '!=': '!~', in: 'in~', '!in': '!in~' }

/** Columns that hold names of files, paths or command lines as Windows has them. */
const WINDOWS_TEXT =
  /^(?:(?:InitiatingProcess(?:Parent)?|Process)?(?:FileName|FolderPath|CommandLine)|(?:New|Parent)?ProcessName|Process|CommandLine|ImageLoaded|Image|ParentImage)$/
/** Text that only Windows writes: programs, scripts, paths with a backslash. */
const FROM_WINDOWS = /\.(?:exe|dll|sys|bat|cmd|ps1|psm1|vbs|vbe|jse?|wsf|hta|lnk|msi|scr|cpl|com|xlsm|docm|chm)\b|\\/i
const USER_NAME = /^(?:UserPrincipalName|AccountUpn|InitiatingProcessAccountUpn)$/

export const caseVaries: LintRule = {
  page: {
    code: 'KQL0526',
    title: 'an exact comparison of names that vary in case',
    severity: 'info',
    means:
      'Windows keeps the case in which a file was named or a command was typed and takes all spellings for the same; user principal names vary likewise. == and in find one spelling alone, which whoever wants to stay unseen will not use.',
    kind: 'kql',
    example: 'DeviceProcessEvents\n| where Timestamp > ago(1d)\n| where FileName == "certutil.exe"',
    mend: 'Use =~, !~, in~ or !in~.',
    mended: 'DeviceProcessEvents\n| where Timestamp > ago(1d)\n| where FileName =~ "certutil.exe"',
  },
  check: (subject) =>
    textTests(subject).flatMap(({ left, op, opSpan, values }) => {
      const better = BETTER[op]
      const stored = better === undefined ? undefined : subject.stored(left)
      if (!stored || better === undefined) return []
      const { column } = stored
      if (WINDOWS_TEXT.test(column) && values.every((v) => FROM_WINDOWS.test(v.text)))
        return [messages.caseVaries(opSpan, column, 'names and commands of Windows', op, better)]
      if (USER_NAME.test(column) && values.every((v) => /[^@]@[^@]+\.[a-z]+$/i.test(v.text)))
        return [messages.caseVaries(opSpan, column, 'user principal names', op, better)]
      return []
    }),
}
