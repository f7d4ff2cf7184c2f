import { readFileSync } from 'node:fs';

// The server as it is, on a machine whose wall clock is wrong by as many milliseconds as stand in a file.
const [file = ''] = process.argv.slice(2);
const lookEveryMs = 100;
const MachineDate = Date;
let ahead = 0;

const look = (): void => {
  ahead = Number(readFileSync(file, 'utf8'));
};
look();
setInterval(look, lookEveryMs).unref();

class SkewedDate extends MachineDate {
  constructor(...given: [] | [number | string]) {
    const [time = SkewedDate.now()] = given;
    super(time);
  }
  static override now(): number {
    return MachineDate.now() + ahead;
  }
}
globalThis.Date = SkewedDate as DateConstructor;
await import('../../packages/server/src/main.ts');
