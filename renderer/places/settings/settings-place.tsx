import { useState, type ReactElement } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { say } from '../../../shared/words/say.ts';
import { SETTINGS_SECTIONS, useNavigation, type SettingsSection } from '../../app/navigation.tsx';
import { PlaceHeader } from '../../components/place-header.tsx';
import { SECTION_PARTS } from './sections.ts';
import { UndoBar } from './undo-bar.tsx';
import { UndoProvider } from './undo.tsx';
import { useFreshSettings } from './use-settings.ts';

/** Settings. What is changed holds at once; the bar at the foot takes the last change back. */
export function SettingsPlace(): ReactElement {
  const { where } = useNavigation();
  const [chosen, setChosen] = useState<{ readonly section: SettingsSection; readonly at: unknown }>({
    section: 'general',
    at: undefined,
  });
  // Whoever was sent to a section sees it, until another one is clicked.
  const section = chosen.at === where ? chosen.section : (where.section ?? chosen.section);
  useFreshSettings();
  return (
    <UndoProvider>
      <section className="place settings">
        <PlaceHeader title={say('window.place.settings')} />
        <Tabs
          className="settings-tabs"
          orientation="vertical"
          selectedKey={section}
          onSelectionChange={(key) => setChosen({ section: key as SettingsSection, at: where })}
        >
          <TabList className="settings-list" aria-label={say('window.settings.sections')}>
            {SETTINGS_SECTIONS.map((name) => (
              <Tab key={name} id={name} className="settings-tab">
                {say(`window.settings.section.${name}`)}
              </Tab>
            ))}
          </TabList>
          {SETTINGS_SECTIONS.map((name) => {
            const Part = SECTION_PARTS[name];
            return (
              <TabPanel key={name} id={name} className="settings-panel">
                <Part />
              </TabPanel>
            );
          })}
        </Tabs>
        <UndoBar />
      </section>
    </UndoProvider>
  );
}
