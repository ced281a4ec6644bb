import type { Session } from '../run/index.ts'
import { KqlError } from '../text/index.ts'
import type { Outcome } from './compare.ts'

/** A query's rows and the tables that were read; or what is wrong with it. */
export const ask = async (session: Session, query: string): Promise<{ readonly outcome: Outcome; readonly tables?: readonly string[] }> => {
  try {
    const { result, tables } = await session.ask(query)
    return { outcome: { result }, tables }
  } catch (error) {
    if (!(error instanceof KqlError)) throw error
    return { outcome: { errors: error.diagnostics } }
  }
}
