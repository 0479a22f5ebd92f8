export { compareConfigurations } from './compare.ts';
export { readConfiguration } from './read-configuration.ts';
export { SECTIONS } from './types.ts';
export { describeChange, describeRecord, sectionTitle, summarise, type DescribedChange } from './words.ts';
export type {
  ArchiveContents,
  Change,
  Configuration,
  ConfigurationRecord,
  ContentsTable,
  Field,
  FieldChange,
  RecordKind,
  Section,
  Value,
} from './types.ts';
