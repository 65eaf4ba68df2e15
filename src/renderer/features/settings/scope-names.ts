import { never } from '../../../shared/kernel/result';
import type { Scope } from '../../commands/definitions';
import { t } from '../../ui';

export function scopeName(scope: Scope): string {
  switch (scope) {
    case 'app': return t('keys.scope.app');
    case 'list': return t('keys.scope.list');
    case 'editor': return t('keys.scope.editor');
    case 'image': return t('keys.scope.image');
    case 'dialog': return t('keys.scope.dialog');
    default: return never(scope);
  }
}
