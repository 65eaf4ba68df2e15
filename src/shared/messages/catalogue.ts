/** All areas as one typed catalogue. A new area is one file and one line here. */
import { chooser } from './areas/chooser';
import { commands } from './areas/commands';
import { common } from './areas/common';
import { dataset } from './areas/dataset';
import { editor } from './areas/editor';
import { exchange } from './areas/exchange';
import { failures } from './areas/failures';
import { files } from './areas/files';
import { frame } from './areas/frame';
import { gallery } from './areas/gallery';
import { home } from './areas/home';
import { job } from './areas/job';
import { keys } from './areas/keys';
import { labels } from './areas/labels';
import { panels } from './areas/panels';
import { reading } from './areas/reading';
import { remove } from './areas/remove';
import { settings } from './areas/settings';
import { shell } from './areas/shell';
import { tasks } from './areas/tasks';
import { workspace } from './areas/workspace';

export const catalogue = {
  ...chooser, ...commands, ...common, ...dataset, ...editor, ...exchange, ...failures, ...files, ...frame,
  ...gallery, ...home, ...job, ...keys, ...labels, ...panels, ...reading, ...remove, ...settings, ...shell, ...tasks, ...workspace,
};
export type Catalogue = typeof catalogue;
export type MessageKey = keyof Catalogue;
