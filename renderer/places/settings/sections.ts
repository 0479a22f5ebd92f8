import type { ComponentType } from 'react';
import type { SettingsSection } from '../../app/navigation.tsx';
import { AboutSection } from './about/about-section.tsx';
import { AlarmsSection } from './alarms/alarms-section.tsx';
import { ExceptionsSection } from './exceptions/exceptions-section.tsx';
import { FolderSection } from './folder/folder-section.tsx';
import { GeneralSection } from './general/general-section.tsx';
import { KeepSection } from './keep/keep-section.tsx';
import { NotificationsSection } from './notifications/notifications-section.tsx';
import { ScheduleSection } from './schedule/schedule-section.tsx';
import { SecondPlaceSection } from './second-place/second-place-section.tsx';

export const SECTION_PARTS: Readonly<Record<SettingsSection, ComponentType>> = {
  general: GeneralSection,
  schedule: ScheduleSection,
  keep: KeepSection,
  folder: FolderSection,
  'second-place': SecondPlaceSection,
  notifications: NotificationsSection,
  alarms: AlarmsSection,
  exceptions: ExceptionsSection,
  about: AboutSection,
};
