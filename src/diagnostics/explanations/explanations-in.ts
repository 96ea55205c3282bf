import type { Language } from '../../messages/message.ts';
import type { Explanations } from './explanations.ts';

/** The explanations of all codes in a language; they are loaded only when somebody asks for them. */
export async function explanationsIn(language: Language): Promise<Explanations> {
  return language === 'en' ? (await import('./en.ts')).en : (await import('./zh.ts')).zh;
}
