import { provideSqlite } from './test-databases.ts';

export default provideSqlite;
