import { providePostgres } from './test-databases.ts';

export default providePostgres;
