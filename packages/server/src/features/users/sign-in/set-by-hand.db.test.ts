import { expect, test } from 'vitest';
import { startTestServer } from '../../../../../../tests/kit/server.ts';

test('a listed administrator whom another one deactivated does not come back by signing in', async () => {
  const server = await startTestServer({ env: { KEYWRIGHT_ADMIN_EMAILS: 'second@example.test' } });
  try {
    const first = await server.as('admin@example.test');
    const second = await server.as('second@example.test');
    const me = await second.get('/api/v2/auth/me');
    expect(me.body.User).toMatchObject({ is_admin: true, is_active: true });

    const path = `/api/v2/users/${me.body.User.id}`;
    const stopped = await first.put(path, { body: { is_active: false, is_admin: false } });
    expect(stopped.status).toBe(200);

    const again = await server.as('second@example.test');
    expect((await again.get('/api/v2/auth/me')).body.code).toBe('principal_inactive');
    expect((await first.get(path)).body).toMatchObject({ is_admin: false, is_active: false });
  } finally {
    await server.stop();
  }
});
