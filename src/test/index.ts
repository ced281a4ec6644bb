/** Tests of rules: `NAME.test.yaml` beside the rule says what data there is and what the rule finds in it. */
export { coveragePercent, demandBoth } from './demands.ts'
export { TEST_FORMATS, type TestFormat } from './formats/index.ts'
export { type LoadedTests, loadTests } from './load.ts'
export type { TestCase, TestFile } from './model.ts'
export { type CaseResult, type FileResult, type RunOptions, runTests } from './run.ts'
export { failureLines, plural, type ShowOptions } from './show.ts'
export { needsUpdate, updatedText } from './update.ts'
