// The code comes behind '#', which browsers send to nobody.
function take() {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (code) {
    document.getElementById('code').value = code;
    history.replaceState(null, '', location.pathname);
  }
}

// A page that is open already is not loaded again by the same address with a code.
addEventListener('hashchange', take);
take();
