import { expect, test } from 'vitest'
import { placeName } from './places'

test('a field has its name, a cell and a piece of text stay, what only programs know is left out', () => {
  expect(placeName('body.email')).toBe('邮箱')
  expect(placeName('body.fields.0')).toBe('领域')
  expect(placeName('T1')).toBe('T1')
  expect(placeName('共8天')).toBe('共8天')
  expect(placeName('file')).toBeNull()
  expect(placeName('')).toBeNull()
})
