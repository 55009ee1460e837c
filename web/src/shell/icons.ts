/** Line icons of 24 × 24, drawn with one stroke each. */
export const ICONS = {
  term: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M8 14h3M13 14h3M8 17h3',
  board: 'M3 5h18v14H3zM3 10h18M9 5v14M12 13h3M17 16h2',
  stations: 'M4 20V9l8-5 8 5v11M9 20v-6h6v6M4 20h16',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c.6-4 3-6 6.500-6s5.900 2 6.500 6M16 4.500a3.500 3.500 0 0 1 0 6.600M18 14.500c2 .8 3.200 2.700 3.500 5.500',
  map: 'M9 4 3 6.500V20l6-2.500 6 2.500 6-2.500V4l-6 2.500zM9 4v13.500M15 6.500V20',
  camp: 'M3 8l9-4 9 4-9 4zM7 10v5c2.500 2.500 7.500 2.500 10 0v-5M21 8v6',
  requests: 'M4 5h16v11H9l-5 4zM9 10.500h6M12 8v5',
  leave: 'M5 4h10v16H5zM10 12h11M18 9l3 3-3 3',
  records: 'M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h5',
  report: 'M4 20h16M7 20v-7M12 20V6M17 20v-10',
  overview: 'M4 4h7v7H4zM13 4h7v4h-7zM13 11h7v9h-7zM4 14h7v6H4z',
  inbox: 'M4 13l3-8h10l3 8v6H4zM4 13h5c0 4 6 4 6 0h5',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4.500 4-6 8-6s7 1.500 8 6',
  settings: 'M4 7h10M18 7h2M4 17h2M10 17h10M14 4.500v5M10 14.500v5',
  rating: 'M12 4l2.400 5 5.500.700-4 3.800 1 5.500-4.900-2.700-4.900 2.700 1-5.500-4-3.800 5.500-.700z',
  evaluation: 'M6 3h12v18H6zM9 8h6M9 12h3M9.500 16.500l1.500 1.500 3.500-3.500',
  audit: 'M5 4h14v16H5zM8.500 9h7M8.500 13h7M8.500 17h4',
  dates: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M9 15l2 2 4-4',
  subscribe: 'M5 19h.01M5 13a6 6 0 0 1 6 6M5 7a12 12 0 0 1 12 12',
  menu: 'M4 7h16M4 12h16M4 17h16',
  demand: 'M5 6h3v3H5zM5 15h3v3H5zM11 7.500h9M11 16.500h9',
  availability: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM14 16.500l2 2 4-4',
} as const

export type IconName = keyof typeof ICONS
