import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev` finds the API: the front address of a running `npm start`. */
const apiUrl = 'http://localhost:8080';

export default defineConfig(({ command }) => {
  // Whatever the shell has: with another value React's development build is shipped, some 70 kB heavier and slower.
  if (command === 'build') process.env.NODE_ENV = 'production';
  return {
    plugins: [react()],
    build: { target: 'es2023', manifest: true, sourcemap: false, chunkSizeWarningLimit: 900 },
    server: { proxy: { '/api': apiUrl, '/s': apiUrl, '/queues': apiUrl } },
  };
});
