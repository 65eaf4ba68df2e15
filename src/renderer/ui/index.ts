/** The design system. Knows nothing of labeling. */
export { Button, type ButtonProps } from './Button';
export { Checkbox, Segments, Switch } from './Choice';
export { cx } from './cx';
export { Field, TextArea } from './Field';
export { IconButton } from './IconButton';
export { Key } from './Key';
export { LABEL_COLORS, labelColor, nextLabelColor } from './label-colors';
export { Card, Cut, EmptyState, Meter, Note, Pill, Ring, Row, Skeleton, StateMark, Swatch, type MeterPart, type Tone } from './marks';
export { Menu, type MenuEntries, type MenuItem } from './Menu';
export { Modal } from './Modal';
export { Select } from './Select';
export { panelSizes, SidePanel } from './SidePanel';
export { Splitter, type PanelControl } from './Splitter';
export { Tabs } from './Tabs';
export { Tip } from './Tip';
export { dismissToast, toast, useToasts, type Toast } from './toasts';
export { useMedia, type Contrast, type Theme } from './UiProvider';
export { failureText, t, words } from './words';
