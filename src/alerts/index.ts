/** Alerts that are kept: a store in SQLite. */
export { type AlertFilter, AlertStore, openAlertStore, type StoredAlert } from './store.ts'
