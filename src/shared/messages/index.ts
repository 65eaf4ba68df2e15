/** Every word of the interface. See docs/how-to/add-a-message.md. */
export type { Catalogue, MessageKey } from './catalogue';
export { describeDay, formatBytes, formatDuration, formatLength, formatNumber, formatPercent, type Day } from './format';
export { plural, type ValuesArgument } from './template';
export { LANGUAGES, translator, type Language, type Translator } from './translate';
