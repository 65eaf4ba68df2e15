/** Side panels: changing their width, hiding and showing them. */
export const panels = {
  'panels.width': 'Width of {name}',
  'panels.hint': 'Drag to change the width, double-click for the usual one',
  'panels.show': 'Show {name}',
  'panels.hide': 'Hide {name}',
  'panels.rail': 'the rail',
  'panels.closed': 'hidden',
  'panels.pixels': '{count:plain} pixels',
} as const;
