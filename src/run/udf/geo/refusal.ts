/** Ends a query whose answer would be a guess; the message says why. */
export class Unanswerable extends Error {}

/** Throws; as an expression, for the last branch of a choice. */
export const refuse = (why: string): never => {
  throw new Unanswerable(why)
}
