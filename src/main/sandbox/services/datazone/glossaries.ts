import type { GlossaryItem, GlossaryTermItem } from '@aws-sdk/client-datazone';
import type { DzGlossaryTerm } from '../../../../core/model/datazone';
import { dateOf, stampsOf } from './state';
import type { Domain } from './state';

export const glossaryItem = (domain: Domain, glossary: Domain['glossaries'][number]): GlossaryItem => ({
  domainId: domain.domain.id,
  id: glossary.id,
  name: glossary.name,
  owningProjectId: glossary.owningProjectId,
  status: (glossary.status ?? 'ENABLED') as GlossaryItem['status'],
  createdAt: dateOf(stampsOf(glossary).createdAt),
});

export const termItem = (domain: Domain, term: DzGlossaryTerm): GlossaryTermItem => ({
  domainId: domain.domain.id,
  glossaryId: term.glossaryId,
  id: term.id,
  name: term.name,
  shortDescription: term.shortDescription,
  status: (term.status ?? 'ENABLED') as GlossaryTermItem['status'],
  createdAt: dateOf(stampsOf(term).createdAt),
});
