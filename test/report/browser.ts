/** A Chromium of the machine, for tests of the page; nothing is downloaded. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
const places = [
  process.env.CHROMIUM ?? '',
  ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name))),
]

/** Where it is; undefined where there is none. */
export const executablePath = places.find((path) => path !== '' && existsSync(path))

// Root may not use the sandbox, and the pages are ours.
export const launch = (): Promise<Browser> => chromium.launch({ executablePath: executablePath ?? '', chromiumSandbox: false })

export interface Opened {
  readonly page: Page
  /** What went wrong: console messages of any kind, exceptions, violations of the page's policy. */
  readonly complaints: readonly string[]
  /** Everything that it asked for but itself. */
  readonly requests: readonly string[]
}

export interface View {
  readonly width?: number
  readonly colorScheme?: 'light' | 'dark'
}

/** Opens a file of HTML and waits until its charts are drawn. */
export const open = async (browser: Browser, file: string, { width = 1200, colorScheme = 'light' }: View = {}): Promise<Opened> => {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
  const page = await context.newPage()
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => requests.push(request.url()))
  const url = `file://${file}`
  await page.goto(url)
  await page.waitForFunction('[...document.querySelectorAll(".plot")].every((plot) => plot.querySelector("svg path"))')
  return { page, complaints, requests: requests.filter((asked) => asked !== url) }
}
