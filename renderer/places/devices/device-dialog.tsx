import type { ReactElement } from 'react';
import { assertNever } from '../../../shared/assert-never.ts';
import { useDevice } from '../../state/use-app-state.ts';
import type { DialogRequest } from './dialog-request.ts';
import { AddressDialog } from './dialogs/address-dialog.tsx';
import { CertificateDialog } from './dialogs/certificate-dialog.tsx';
import { CheckDialog } from './dialogs/check-dialog.tsx';
import { DeviceSheet } from './dialogs/device-sheet.tsx';
import { GroupDialog } from './dialogs/group-dialog.tsx';
import { PasswordDialog } from './dialogs/password-dialog.tsx';
import { ReportDialog } from './dialogs/report-dialog.tsx';
import { RenameDialog } from './dialogs/rename-dialog.tsx';
import { ScheduleDialog } from './dialogs/schedule-dialog.tsx';

/** The dialog that was asked for; none once its device is gone. */
export function DeviceDialog({
  request: { kind, deviceIds },
  onDialog,
  onClose,
}: {
  readonly request: DialogRequest;
  readonly onDialog: (request: DialogRequest) => void;
  readonly onClose: () => void;
}): ReactElement | null {
  const device = useDevice(deviceIds[0]);
  if (device === undefined) return null;
  switch (kind) {
    case 'device':
      return <DeviceSheet device={device} onDialog={onDialog} onClose={onClose} />;
    case 'password':
      return <PasswordDialog device={device} onClose={onClose} />;
    case 'address':
      return <AddressDialog device={device} onClose={onClose} />;
    case 'certificate':
      return <CertificateDialog device={device} onClose={onClose} />;
    case 'schedule':
      return <ScheduleDialog device={device} onClose={onClose} />;
    case 'rename':
      return <RenameDialog device={device} onClose={onClose} />;
    case 'group':
      return <GroupDialog device={device} deviceIds={deviceIds} onClose={onClose} />;
    case 'check':
      return <CheckDialog device={device} onDialog={onDialog} onClose={onClose} />;
    case 'report':
      return <ReportDialog device={device} onClose={onClose} />;
    default:
      return assertNever(kind);
  }
}
