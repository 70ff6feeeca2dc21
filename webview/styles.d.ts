/** Style sheets are bundled by esbuild; importing one only says that it belongs to the page. */
declare module '*.css';
