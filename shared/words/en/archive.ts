/** Words of `electron/archive`: details inside errors and sentences of its results. Details follow a colon and end without a full stop. */
export const archive = {
  // What a file is that is no archive.
  'archive.is-empty': 'it is empty',
  'archive.is-json': 'it is JSON text of {bytes, plural, one {# byte} other {# bytes}}, beginning with {head}',
  'archive.is-html': 'it is a web page of {bytes, plural, one {# byte} other {# bytes}}, beginning with {head}',
  'archive.is-unknown': 'it is {bytes, plural, one {# byte} other {# bytes}} long and begins with {head}',
  'archive.is-no-file': 'it is not a file',

  // The file itself.
  'archive.file-missing': 'the file is not there',
  'archive.file-unreadable': 'the file cannot be read ({code})',
  'archive.file-changed': 'the file changed while it was being read',

  // The compression around it.
  'archive.cut-short': 'it ends too early',
  'archive.trailing-data': 'there is data behind its end',
  'archive.checksum': 'its contents do not match their checksum',
  'archive.compression-broken': 'its compressed data makes no sense',
  'archive.compression-unsupported': 'it is compressed in a way that cannot be read here',
  'archive.compression-memory': 'unpacking it would take too much memory',

  // The tar inside.
  'archive.not-tar': 'what is inside is not a tar archive',
  'archive.header-checksum': 'the header of an entry does not match its checksum ({place})',
  'archive.header-broken': 'the header of an entry makes no sense ({place})',
  'archive.entry-outside': 'the entry {path} points out of the archive',
  'archive.entry-name': 'an entry has no usable name ({place})',
  'archive.link-outside': 'the link {path} leads outside the archive',
  'archive.entry-kind': 'the entry {path} is neither a file nor a folder',
  'archive.entry-twice': 'it holds {path} twice',
  'archive.no-end-mark': 'its end mark is missing ({place})',
  'archive.behind-end-mark': 'there is data behind its end mark',
  'archive.at-beginning': 'at its beginning',
  'archive.after': 'after {path}',

  // Ceilings.
  'archive.packed-ceiling': 'more than {bytes, number} bytes packed',
  'archive.unpacked-ceiling': 'more than {bytes, number} bytes unpacked',
  'archive.member-ceiling': 'more than {count, number} entries',
  'archive.database-ceiling': 'more than {bytes, number} bytes of databases',
  'archive.row-ceiling': 'more than {count, number} rows in {path}',
  'archive.cell-ceiling': 'more than {bytes, number} bytes of values in {path}',
  'archive.column-ceiling': 'a table of {count, number} columns in {path}',

  // What must be there.
  'archive.member-missing': '{path} is missing',
  'archive.info-silent': 'config_info does not say which system it comes from',
  'archive.info-broken': 'config_info is not readable text',
  'archive.database-empty': 'its database holds no settings',

  // The database.
  'archive.not-database': '{path} is not a database',
  'archive.database-broken': 'its database {path} cannot be read',
  'archive.database-integrity': 'its database {path} is inconsistent',
  'archive.database-length': 'its database {path} is {bytes, number} bytes long and should be {expected, number}',
} as const;
