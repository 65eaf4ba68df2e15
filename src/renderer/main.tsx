import './client/trusted-types';
import './ui/styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, Bare } from './app/App';
import { SignedOff } from './features/frame/SignedOff';
import { electronBridge, openClient, type Client } from './client';
import { listenToMenu } from './commands';
import { failureOf } from './session';
import { loadSettings } from './session/settings';
import { setLanguage } from './ui/words';
import type { Language } from '../shared/messages';

const place = document.getElementById('root');
if (!place) throw new Error('The page has no place for the application.');
const root = createRoot(place);

const language: Language | null = new URLSearchParams(location.search).get('lang') === 'pseudo' ? 'pseudo' : null;
if (language) setLanguage(language);

start(await openClient()).catch((error: unknown) => root.render(<Bare><SignedOff failure={failureOf(error)} /></Bare>));

async function start(client: Client): Promise<void> {
  const bridge = electronBridge();
  if (bridge) listenToMenu(bridge);
  const [info] = await Promise.all([client.request('app.info', {}), loadSettings(client).catch(() => undefined)]);
  root.render(
    <StrictMode>
      <App session={{ client, info }} language={language} />
    </StrictMode>,
  );
}
