import { defineCommands } from './types';

/** Actions of the frame. */
export const appCommands = defineCommands({
  'app.palette': { title: 'action.app.palette', scope: 'app', keys: ['mod+k'], unlisted: true },
  'app.keys': { title: 'action.app.keys', scope: 'app', keys: ['shift+Slash', 'F1'] },
  'app.rail': { title: 'action.app.rail', scope: 'app', keys: ['mod+b'] },
  'app.panel-start': { title: 'action.app.panel-start', scope: 'app', keys: ['mod+shift+Backslash'] },
  'app.panel-end': { title: 'action.app.panel-end', scope: 'app', keys: ['mod+Backslash'] },
  'app.back': { title: 'action.app.back', scope: 'app', keys: ['alt+ArrowLeft'] },
  'app.forward': { title: 'action.app.forward', scope: 'app', keys: ['alt+ArrowRight'] },
  'app.home': { title: 'action.app.home', scope: 'app', keys: [] },
  'app.datasets': { title: 'action.app.datasets', scope: 'app', keys: [] },
  'app.jobs': { title: 'action.app.jobs', scope: 'app', keys: [] },
  'app.settings': { title: 'action.app.settings', scope: 'app', keys: ['mod+Comma'] },
  'app.tasks': { title: 'action.app.tasks', scope: 'app', keys: [] },
  'app.theme': { title: 'action.app.theme', scope: 'app', keys: [] },
  'app.open-workspace': { title: 'action.app.open-workspace', scope: 'app', keys: ['mod+o'] },
  'app.new-workspace': { title: 'action.app.new-workspace', scope: 'app', keys: ['alt+n'] },
  'app.new-dataset': { title: 'action.app.new-dataset', scope: 'app', keys: [] },
  'app.new-job': { title: 'action.app.new-job', scope: 'app', keys: ['alt+j'] },
  'app.import': { title: 'action.app.import', scope: 'app', keys: [] },
  'app.export': { title: 'action.app.export', scope: 'app', keys: ['mod+e'] },
  'app.samples': { title: 'action.app.samples', scope: 'app', keys: [] },
  'app.close-workspace': { title: 'action.app.close-workspace', scope: 'app', keys: [] },
  'app.undo': { title: 'action.app.undo', scope: 'app', keys: ['mod+z'], repeats: true },
  'app.redo': { title: 'action.app.redo', scope: 'app', keys: ['mod+shift+z', 'mod+y'], repeats: true },
  'app.filter': { title: 'action.app.filter', scope: 'app', keys: ['Slash'] },
});
