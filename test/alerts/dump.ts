import Libsql from 'libsql'

/** All that a store holds, table by table, as text: stores with the same content give the same. Also tells whether SQLite finds it sound. */
export const dump = (path: string): string => {
  const database = new Libsql(path)
  try {
    const all = (query: string) => database.prepare(query).raw().all()
    const parts = ['runs', 'alerts', 'entities'].map((table) => [table, all(`SELECT * FROM ${table} ORDER BY 1, 2`)])
    return JSON.stringify([all('PRAGMA integrity_check'), all('PRAGMA foreign_key_check'), ...parts], undefined, 1)
  } finally {
    database.close()
  }
}
