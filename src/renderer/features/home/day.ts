import { describeDay } from '../../../shared/messages';
import { t } from '../../ui';

/** "Today, 08:31", "Yesterday", "Tuesday", "14 November". */
export function dayText(time: number, now: number): string {
  const day = describeDay(time, now);
  switch (day.kind) {
    case 'today': return t('common.today', { time: day.time });
    case 'yesterday': return t('common.yesterday');
    case 'weekday': return day.text;
    case 'date': return day.text;
  }
}
