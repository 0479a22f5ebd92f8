/** Endings of names that only a local network knows: RFC 6761, 6762, 8375, ICANN's .internal, and what home routers call their zone. */
export const LOCAL_ZONES: readonly string[] = [
  'localhost',
  'local',
  'lan',
  'home.arpa',
  'home',
  'internal',
  'intranet',
  'private',
  'corp',
  'localdomain',
  'fritz.box',
];
