// npm run schema: writes down the schema of both engines, after a migration was added or changed.
import { writeFileSync } from 'node:fs';
import { createDatabase } from '../kit/database.ts';
import { ensurePrograms } from '../kit/install-programs.ts';
import { provideDatabases } from '../kit/test-databases.ts';
import { dumpSchema, schemaFile } from './schema-dump.ts';

ensurePrograms();
const stop = await provideDatabases(['sqlite', 'postgres']);
try {
  for (const engine of ['sqlite', 'postgres'] as const) {
    const database = await createDatabase(engine);
    writeFileSync(schemaFile(engine), dumpSchema(database.storage));
    await database.drop();
    console.log(`Written: ${schemaFile(engine)}`);
  }
} finally {
  await stop();
}
