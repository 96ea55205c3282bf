import { message } from '../../messages/message.ts';
import { UsageError } from '../../project/usage-error.ts';
import type { Service } from '../../service/service.ts';
import { StoreError } from '../../store/store-error.ts';

/** What the store says as a usage error: without it nothing can be served. */
export async function opened(service: Promise<Service>): Promise<Service> {
  try {
    return await service;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    // Whatever runs of the command line can do without a store, a server can't.
    throw new UsageError(error.text, message('serve/store-hint'));
  }
}
