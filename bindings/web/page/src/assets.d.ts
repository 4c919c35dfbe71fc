declare module '*.css' {
  const text: string;
  export default text;
}

declare module 'gaolint-worker' {
  /** The source of the Worker. */
  const text: string;
  export default text;
}
