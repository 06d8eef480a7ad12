import type { FormToFill, FormType } from '../../../contract/governance';
import type { Result } from '../../../core/model/result';
import { fail, ok } from '../../../core/model/result';
import type { Member } from '../../../core/model/snapshot';
import type { Aws } from '../../aws/aws';
import { CallError } from '../../aws/errors';
import type { AppStateHolder } from '../app-state';
import type { UseCaseDeps, UseCases } from '../port';
import type { OpenConnection } from '../requests/request-calls';
import { fieldsOfSmithy } from './form-fields';

interface Deps extends Pick<UseCaseDeps, 'host'> {
  state: AppStateHolder;
  open: OpenConnection;
}

type GovernanceUseCases = Pick<
  UseCases,
  'governance.units' | 'governance.unit' | 'governance.formTypes' | 'governance.listings' | 'governance.ask'
>;

/** Domain units from the mesh on screen; form types, which no crawl reads, from AWS when they are needed. */
export function governanceCalls({ host, state, open }: Deps): GovernanceUseCases {
  async function readerOf(domainId: string, signal: AbortSignal): Promise<Result<{ aws: Aws; member: Member }>> {
    const [aws, domains] = [await open(signal), await host.ask('requests.domains', null, signal)];
    if (!aws.ok) return aws;
    if (!domains.ok) return domains;
    const id = domains.value.find((domain) => domain.domainId === domainId)?.member;
    const member = state.get().snapshot?.members.find((one) => one.id === id);
    return member
      ? ok({ aws: aws.value, member })
      : fail({ code: 'DOMAIN_NO_MEMBER', message: 'No connected profile reads this DataZone domain.' });
  }

  return {
    'governance.units': (_, signal) => host.ask('governance.units', null, signal),
    'governance.unit': (asked, signal) => host.ask('governance.unit', asked, signal),

    'governance.listings': (asked, signal) => host.ask('governance.listings', asked, signal),

    async 'governance.formTypes'({ domainId }, signal) {
      const reader = await readerOf(domainId, signal);
      if (!reader.ok) return reader;
      const { aws, member } = reader.value;
      const types: FormType[] = [];
      const input = { domainIdentifier: domainId, searchScope: 'FORM_TYPE' as const, managed: false };
      try {
        for await (const page of aws.pages('datazone:SearchTypes', member, input, { signal }))
          for (const { formTypeItem } of page.items ?? [])
            if (formTypeItem?.name && formTypeItem.status !== 'DISABLED')
              types.push({ typeIdentifier: formTypeItem.name, typeRevision: formTypeItem.revision ?? '1' });
        return ok(types);
      } catch (error) {
        if (error instanceof CallError) return fail(error.trouble);
        throw error;
      }
    },

    async 'governance.ask'(asked, signal) {
      const target = await host.ask('governance.ask', asked, signal);
      if (!target.ok) return target;
      const { forms } = target.value;
      if (forms.length === 0) return ok({ ...target.value, forms: [] });
      const reader = await readerOf(asked.domainId, signal);
      const filled = await Promise.all(
        forms.map(async (form): Promise<FormToFill> => {
          const unknown = (trouble: string): FormToFill => ({ ...form, fields: [], trouble });
          if (!reader.ok) return unknown(reader.error.message);
          const { aws, member } = reader.value;
          try {
            const input = {
              domainIdentifier: asked.domainId,
              formTypeIdentifier: form.typeIdentifier,
              revision: form.typeRevision,
            };
            const found = await aws.call('datazone:GetFormType', member, input, { signal });
            const fields = fieldsOfSmithy(found.model?.smithy ?? '', form.typeIdentifier);
            return fields
              ? { ...form, fields }
              : unknown('Its fields are declared in a way that Heddle does not read.');
          } catch (error) {
            if (error instanceof CallError) return unknown(error.trouble.message);
            throw error;
          }
        }),
      );
      return ok({ ...target.value, forms: filled });
    },
  };
}
