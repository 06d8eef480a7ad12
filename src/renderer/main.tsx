import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/frame.css';
import './ui/ui.css';
import { App } from './app/App';
import { getBridge } from './bridge';
import { createHeddleStore } from './store/create-store';
import { StoreProvider } from './store/StoreProvider';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const store = createHeddleStore(getBridge());
const render = (): void => {
  createRoot(root).render(
    <StrictMode>
      <StoreProvider store={store}>
        <App />
      </StoreProvider>
    </StrictMode>,
  );
};
void store.getState().showFirstPicture().then(render, render);
