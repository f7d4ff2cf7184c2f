import type { NotificationData } from '@mantine/notifications';

/** Tells of something in the corner. Its code comes after the first page, which never needs it. */
export function notify(notification: NotificationData): void {
  void import('@mantine/notifications').then(({ notifications }) =>
    notifications.show(notification),
  );
}
