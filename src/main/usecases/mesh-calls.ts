import { writeFile } from 'node:fs/promises';
import { fail, ok } from '../../core/model/result';
import type { Layer } from '../../core/model/snapshot';
import { troubleOf } from '../store/failure';
import type { AppStateHolder } from './app-state';
import { unknownLayers } from './layers';
import type { UseCaseDeps, UseCases } from './port';
import type { Screen } from './screen';

type MeshCalls = Pick<
  UseCases,
  | 'mesh.crawl'
  | 'mesh.graph'
  | 'mesh.edge'
  | 'mesh.full'
  | 'mesh.details'
  | 'mesh.search'
  | 'mesh.savePicture'
  | 'history.list'
  | 'history.open'
>;

interface Deps extends Pick<UseCaseDeps, 'host' | 'askSavePath'> {
  state: AppStateHolder;
  screen: Screen;
}

export function meshCalls({ host, askSavePath, state, screen }: Deps): MeshCalls {
  return {
    async 'mesh.crawl'({ layers }, signal) {
      const unknown = unknownLayers(layers ?? []);
      if (unknown.length > 0)
        return fail({ code: 'CRAWL_UNKNOWN_LAYER', message: `There is no layer ${unknown.join(', ')}.` });
      return screen.crawl({ layers: layers as Layer[] | undefined }, signal);
    },

    'mesh.graph': (query, signal) => host.ask('graph.view', query, signal),
    'mesh.edge': (input, signal) => host.ask('graph.edge', input, signal),
    'mesh.full': (_, signal) => host.ask('graph.full', null, signal),
    'mesh.details': (input, signal) => host.ask('graph.details', input, signal),
    'mesh.search': (input, signal) => host.ask('graph.search', input, signal),

    async 'mesh.savePicture'({ name, format, data }) {
      const path = await askSavePath({ name: `${name}.${format}`, extension: format });
      if (path === null) return ok(null);
      try {
        await writeFile(path, format === 'svg' ? data : Buffer.from(data.replace(/^data:[^,]*,/, ''), 'base64'));
        return ok({ path });
      } catch (error) {
        return fail(troubleOf(error, 'PICTURE_NOT_SAVED', `The picture could not be saved as ${path}.`));
      }
    },

    async 'history.list'(_, signal) {
      const stored = await host.ask('snapshot.list', {}, signal);
      if (!stored.ok) return stored;
      const { snapshots, damaged } = stored.value;
      const news = damaged
        .map((d) => d.reason)
        .filter((reason) => !state.get().notices.some((told) => told.startsWith(reason)));
      if (news.length > 0) state.change({ notices: [...state.get().notices, ...news] });
      return ok(snapshots);
    },

    'history.open': ({ id }) => screen.open(id),
  };
}
