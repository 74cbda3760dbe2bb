"""Lets the browser read aloud what is announced, where a person likes that and it can speak.

Flet's client puts an announcement into the page for screen readers; those that are meant to be
heard without one end with the name of their language in invisible tag letters (`app/shell/voice`).
"""

SCRIPT = b"""<script>
(() => {
  if (!window.speechSynthesis) return;
  const say = (host) => {
    const letters = [...host.textContent].map((c) => c.codePointAt(0));
    const tag = letters.filter((c) => c > 0xe0000 && c < 0xe0080);
    if (!tag.length) return;
    const words = letters.filter((c) => c < 0xe0000);
    const said = new SpeechSynthesisUtterance(String.fromCodePoint(...words));
    said.lang = String.fromCodePoint(...tag.map((c) => c - 0xe0000));
    speechSynthesis.cancel();
    speechSynthesis.speak(said);
  };
  const wait = new MutationObserver(() => {
    const host = document.querySelector('flt-announcement-host');
    if (!host) return;
    wait.disconnect();
    new MutationObserver(() => say(host)).observe(host, { childList: true, subtree: true });
  });
  wait.observe(document.documentElement, { childList: true, subtree: true });
})();
</script>
"""
