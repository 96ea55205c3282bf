import type { DoctorOptions } from '../doctor.ts';
import type { Adding } from './adding.ts';

/** Adds `bisheng doctor`. */
export function addDoctor({ program, words, terminal, done }: Adding): void {
  program
    .command('doctor')
    .description(words('help/doctor'))
    .usage(words('help-usage/doctor'))
    .option('--json', words('help-flag/json'))
    .action(async (options: DoctorOptions) => {
      const { doctor } = await import('../doctor.ts');
      done(await doctor(options, terminal));
    });
}
