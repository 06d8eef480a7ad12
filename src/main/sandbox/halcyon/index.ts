export * from './halcyon';
