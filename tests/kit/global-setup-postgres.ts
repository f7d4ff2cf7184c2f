import { provideDatabases } from './test-databases.ts';

export default () => provideDatabases(['postgres']);
