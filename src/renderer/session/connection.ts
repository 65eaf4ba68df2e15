import { useEffect, useState } from 'react';
import type { Connection } from '../client';
import { useClient } from './client';

/** How the window stands with the host. */
export function useConnection(): Connection {
  const client = useClient();
  const [connection, setConnection] = useState(client.connection);
  useEffect(() => {
    setConnection(client.connection());
    return client.onConnection(setConnection);
  }, [client]);
  return connection;
}
