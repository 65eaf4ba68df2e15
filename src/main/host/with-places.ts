import type { Catalog } from '../../shared/contract/api';
import type { Roots } from '../services/roots/types';

/** The catalog as windows see it: with the places of its folders on this machine. Every catalog that leaves the host goes through here. */
export function withPlaces(catalog: Catalog, roots: Pick<Roots, 'pathOf'>): Catalog {
  return { ...catalog, roots: catalog.roots.map((root) => ({ ...root, display: roots.pathOf(root.id) })) };
}
