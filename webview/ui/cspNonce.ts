// The toolkit inserts one <style> while it loads, and looks for the nonce that the Content Security Policy asks of it in a
// <meta>. So this module comes before the toolkit and hands on the nonce of our own script.
const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
if (nonce) {
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.content = nonce;
  document.head.append(meta);
}
