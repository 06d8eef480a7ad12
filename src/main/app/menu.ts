import { app, Menu, nativeTheme, type MenuItemConstructorOptions } from 'electron';

const THEMES = ['system', 'light', 'dark'] as const;

/** The standard menus of the platform; reload and developer tools only while developing. */
export function setUpMenu(go: (to: string) => void): void {
  const pages: [string, string][] = [
    ['Mesh', '/mesh'],
    ['Access', '/access'],
    ['Requests', '/requests'],
    ['Changes', '/changes'],
    ['Lineage', '/lineage'],
    ['Tags', '/tags'],
    ['Findings', '/findings'],
    ['History', '/history'],
    ['Connections', '/connections'],
  ];
  const developing: MenuItemConstructorOptions[] = app.isPackaged
    ? []
    : [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }];
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    {
      label: 'Go',
      submenu: pages.map(([label, to], index) => ({
        label,
        accelerator: `CmdOrCtrl+${String(index + 1)}`,
        click: () => {
          go(to);
        },
      })),
    },
    {
      label: 'View',
      submenu: [
        {
          label: 'Appearance',
          submenu: THEMES.map((theme) => ({
            label: { system: 'As the system', light: 'Light', dark: 'Dark' }[theme],
            type: 'radio' as const,
            checked: nativeTheme.themeSource === theme,
            click: () => {
              nativeTheme.themeSource = theme;
            },
          })),
        },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...developing,
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
