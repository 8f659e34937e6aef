/** Texts that the API server takes for each format, and texts that it refuses. A real one is asked in test/real. */
interface FormatTexts {
  format: string;
  good: readonly string[];
  bad: readonly string[];
}

export const FORMAT_TEXTS: readonly FormatTexts[] = [
  {
    format: 'bsonobjectid',
    good: ['507f1f77bcf86cd799439011', '507F1F77BCF86CD799439011'],
    bad: ['', '507f1f77bcf86cd79943901', '507f1f77bcf86cd79943901g'],
  },
  { format: 'byte', good: ['c2VjcmV0', 'YWI=', 'YQ=='], bad: ['', 'abc', 'a b=', 'YWI=\n', 'YQ==YQ=='] },
  {
    format: 'cidr',
    good: ['10.0.0.0/8', '10.0.0.1/32', '2001:db8::/32', '010.000.0.1/8', '::ffff:10.0.0.1/128'],
    bad: ['', '10.0.0.0', '10.0.0.0/33', '10.0.0/8', '2001:db8::/129', '10.0.0.0/8/8', 'fe80::1%eth0/64', '10.0.0.0/-1'],
  },
  {
    format: 'creditcard',
    good: ['4111111111111111', '4111 1111 1111 1111', '5555-5555-5555-4444', '378282246310005', '4111a1111a1111a1111'],
    bad: ['', '4111111111111112', '1234567890123456'],
  },
  {
    format: 'date',
    good: ['2026-01-31', '2024-02-29', '0000-01-01'],
    bad: ['', '2026-1-31', '2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10', '2026-01-00', '26-01-31', '2026-01-31Z'],
  },
  {
    format: 'date-time',
    good: [
      '2026-01-31T12:00:00Z',
      '2026-01-31t12:00:00z',
      '2026-01-31T12:00:00.123+02:00',
      '2026-01-31T23:59:59-99:99',
      '2026-01-31T12:00:00,5Z',
    ],
    bad: [
      '',
      '2026-01-31',
      '2026-01-31 12:00:00Z',
      '2026-01-31T24:00:00Z',
      '2026-01-31T12:60:00Z',
      '2026-01-31T12:00:60Z',
      '2026-01-31T12:00:00',
      '2026-01-31T12:00Z',
      '2026-02-30T12:00:00Z',
      '2026-01-31T12:00:00+0200',
    ],
  },
  {
    format: 'duration',
    good: ['1h30m', '1.5h', '-2us', '0', '3 days', '1 week', '10hours', '1d', '2 wk', '1 milliseconds', 'in 5 minutes', '1h 5x'],
    bad: ['', '1', 'h', '1 fortnight', '1 xs', 'days 3'],
  },
  {
    format: 'email',
    good: [
      'a@example.com',
      'a.b+c@localhost',
      'Some Body <a@example.com>',
      '"Some, Body" <a@example.com>',
      '<a@example.com>',
      '"a b"@example.com',
      'größe@example.com',
      'a@[10.0.0.1]',
      ' a@example.com ',
    ],
    bad: ['', 'a', 'a@', '@example.com', 'a b@example.com', 'a@example.com, b@example.com', 'a@b@c', '.a@b', 'a..b@c', 'a@.b', 'a@b.', '<a@b'],
  },
  { format: 'hexcolor', good: ['#fff', 'FF8800', '#FF8800'], bad: ['', '#ff', '#ff88000', '#ggg'] },
  {
    format: 'hostname',
    good: ['localhost', 'www.example.com', '1.example.com', 'a', 'größe.de', 'a--b.com', '1', 'a-b', '☃.net'],
    bad: ['', 'example.', '-a.com', 'a-.com', 'a_b.com', 'example.c', 'example.c0m', '10.0.0.1', 'a b', `${'a'.repeat(64)}.com`],
  },
  {
    format: 'ipv4',
    good: ['10.0.0.1', '010.0.0.1', '::ffff:10.0.0.1', '255.255.255.255'],
    bad: ['', '10.0.0', '10.0.0.256', '::1', '10.0.0.1/8', ' 10.0.0.1', '10.0.0.0x1'],
  },
  {
    format: 'ipv6',
    good: ['::1', '2001:db8::1', '::ffff:10.0.0.1', '2001:DB8:0:0:0:0:0:1'],
    bad: ['', '10.0.0.1', 'fe80::1%eth0', '[::1]', '2001:db8::1::1', '2001:db8', '12345::'],
  },
  { format: 'isbn', good: ['0306406152', '978-3-16-148410-0'], bad: ['', '0306406153', '9783161484101'] },
  { format: 'isbn10', good: ['0-306-40615-2', '080442957X'], bad: ['', '0306406153', '978-3-16-148410-0'] },
  { format: 'isbn13', good: ['978-3-16-148410-0', '978 3161484100'], bad: ['', '9783161484101', '0306406152'] },
  {
    format: 'k8s-long-name',
    good: ['edge1', 'edge1.example.com', 'a-b.c'],
    bad: ['', 'Edge1', 'a..b', '-a', 'a-', 'a_b', 'a'.repeat(254)],
  },
  { format: 'k8s-short-name', good: ['edge1', 'a-b', '1'], bad: ['', 'Edge1', 'a.b', '-a', 'a-', 'a'.repeat(64)] },
  {
    format: 'mac',
    good: ['00:00:5e:00:53:01', '00-00-5E-00-53-01', '0000.5e00.5301', '02:00:5e:10:00:00:00:01', '0200.5e10.0000.0001', '00005e005301'],
    bad: ['', '00:00:5e:00:53', '00:00-5e:00:53:01', '00005e00530', '00:00:5e:00:53:0g', '0:0:5e:0:53:1'],
  },
  { format: 'password', good: ['', 'anything'], bad: [] },
  {
    format: 'rgbcolor',
    good: ['rgb(0,0,0)', 'rgb( 255 , 136 , 0 )'],
    bad: ['', 'rgb(256,0,0)', 'rgb(00,0,0)', 'rgb(0,0)', 'rgba(0,0,0,0)', 'RGB(0,0,0)'],
  },
  { format: 'ssn', good: ['111-22-3333', '111 22 3333'], bad: ['', '111223333', '111-22-333', '111-22-33334'] },
  {
    format: 'uri',
    good: [
      'https://example.com/',
      'https://example.com:8080/a?b=c d',
      '/path',
      'mailto:a@example.com',
      'urn:isbn:1',
      'http://[::1]:80/',
      'https://user:pass@example.com',
      'file:///etc',
      'http://größe.de/',
      '//example.com',
      '/a b',
      '*',
      'http://',
    ],
    bad: [
      '',
      'example.com',
      'a/b',
      '#fragment',
      '?query',
      'http://exa mple.com/',
      'http://example.com:port/',
      'http://[::1/',
      '/a%zz',
      '/a\u007f',
      '1http://example.com',
      ':foo',
      'http://a%zz/',
      'http://exam%20ple.com/',
    ],
  },
  {
    format: 'uuid',
    good: ['123e4567-e89b-12d3-a456-426614174000', '123E4567E89B12D3A456426614174000'],
    bad: ['', '123e4567-e89b-12d3-a456-42661417400', '{123e4567-e89b-12d3-a456-426614174000}'],
  },
  {
    format: 'uuid3',
    good: ['123e4567-e89b-32d3-1456-426614174000'],
    bad: ['', '123e4567-e89b-42d3-a456-426614174000'],
  },
  {
    format: 'uuid4',
    good: ['123e4567-e89b-42d3-a456-426614174000'],
    bad: ['', '123e4567-e89b-32d3-a456-426614174000', '123e4567-e89b-42d3-1456-426614174000'],
  },
  {
    format: 'uuid5',
    good: ['123e4567-e89b-52d3-b456-426614174000'],
    bad: ['', '123e4567-e89b-42d3-a456-426614174000'],
  },
  { format: 'a-format-of-ones-own', good: ['', 'anything'], bad: [] },
];
