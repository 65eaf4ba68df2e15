/** A child for tests of the pool: does as it is told, also badly. */
import { FailureError } from '../../../shared/kernel/result';
import { serve } from './serve';

interface Order {
  readonly do: 'echo' | 'crash' | 'hang' | 'fail' | 'wait' | 'pid';
  readonly ms?: number;
  readonly bytes?: Uint8Array;
}

serve(async (input) => {
  const order = input as Order;
  switch (order.do) {
    case 'echo': return order.bytes;
    case 'pid': return process.pid;
    case 'crash': return process.abort();
    case 'hang': for (;;);
    case 'fail': throw new FailureError({ code: 'as-told', message: 'told to fail' });
    case 'wait': await new Promise((resolve) => setTimeout(resolve, order.ms)); return 'waited';
  }
});
