import { describe, expect, it } from 'vitest'
import { editDistance, nearest } from '../../src/text/index.ts'

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['where', 'where', 0],
    ['Where', 'where', 0.5],
    ['wehre', 'where', 1],
    ['summarise', 'summarize', 1],
    ['sumarize', 'summarize', 1],
    ['kitten', 'sitting', 3],
  ])('%s → %s is %d', (a, b, edits) => {
    expect(editDistance(a, b)).toBe(edits)
    expect(editDistance(b, a)).toBe(edits)
  })
  it('gives up beyond the limit', () => {
    expect(editDistance('abc', 'xyz', 2)).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('nearest', () => {
  const names = ['Timestamp', 'TimeGenerated', 'ISP', 'Isp', 'ActionType']
  it('finds a misspelt name', () => {
    expect(nearest('Timestmap', names)).toBe('Timestamp')
    expect(nearest('actiontype', names)).toBe('ActionType')
  })
  it('prefers a difference in case to an edit, and the first of equals', () => {
    expect(nearest('isp', names)).toBe('ISP')
  })
  it('finds nothing where nothing is near', () => {
    expect(nearest('Zebra', names)).toBeUndefined()
    expect(nearest('x', [])).toBeUndefined()
  })
  it('does not propose the name itself', () => {
    expect(nearest('ISP', ['ISP'])).toBeUndefined()
  })
})
