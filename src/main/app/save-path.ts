import { dialog, type BrowserWindow } from 'electron';

/** The system's own save dialog; null when the person declines. */
export const askSavePath =
  (window: BrowserWindow) =>
  async ({ name, extension }: { name: string; extension: string }): Promise<string | null> => {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      defaultPath: name.endsWith(`.${extension}`) ? name : `${name}.${extension}`,
      filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    });
    return canceled || !filePath ? null : filePath;
  };
