import './client/trusted-types';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openClient } from './client';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the application.');
const client = await openClient();
const info = await client.request('app.info', {}).catch(() => null);
createRoot(root).render(<StrictMode>{info?.version ?? client.connection().kind}</StrictMode>);
