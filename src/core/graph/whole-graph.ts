import type { MeshGraph, WholeGraph } from './types';

/** A graph with all its edges written out, for what leaves the process. */
export const wholeGraph = ({ nodes, edges }: MeshGraph): WholeGraph => ({ nodes, edges: [...edges] });
