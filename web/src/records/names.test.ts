import { describe, expect, it } from 'vitest'
import { joined } from './names'

describe('phrases', () => {
  it('are put behind what is written, once', () => {
    expect(joined('', '个案督导')).toBe('个案督导')
    expect(joined('个案督导。', '台账与档案')).toBe('个案督导；台账与档案')
    expect(joined('个案督导', '个案督导')).toBe('个案督导')
  })
})
