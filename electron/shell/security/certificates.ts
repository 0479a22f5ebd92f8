import { app } from 'electron';

/** No page of ours comes over TLS, so no certificate is ever excused, and no login box shown. */
export function refuseCertificatesAndLogins(): void {
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, callback) => {
    event.preventDefault();
    callback(false);
  });
  app.on('login', (event) => event.preventDefault());
  app.on('select-client-certificate', (event) => event.preventDefault());
}
