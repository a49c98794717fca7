"""A review server and a browser that looks at it.

Every page is watched: a script error, anything on the console and every breach
of the content security policy make the claim fail.
"""

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import urllib.parse

from playwright.sync_api import sync_playwright

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
# Long, because a machine that tests is a busy one.
WAIT_MS = 60_000
# While the page is being written: a folder whose files stand in for those in the program.
ASSETS = os.environ.get("ENREGARD_ASSETS")
# A call that fails on purpose is told on the console by the browser itself.
EXPECTED = ("Failed to load resource", "net::ERR")
# Requests take so many ms more, as over a network, and those under way are counted.
SLOW = """
window.underWay = 0;
const real = window.fetch;
window.fetch = async (...asked) => {
  window.underWay++;
  try {
    await new Promise((go) => setTimeout(go, %d));
    return await real(...asked);
  } finally {
    window.underWay--;
  }
};
"""


class Server:
    """`enregard review` on a free port."""

    def __init__(self, program, bitext, *options):
        self.program, self.bitext, self.options = program, bitext, options
        self.start()

    def start(self):
        command = [self.program, "review", self.bitext, "--port", "0", "--no-open", "--quiet", *self.options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http://127.0.0.1:"), self.url

    def kill(self):
        """Ends the server as a power cut would."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Asks the server to end."""
        self.process.terminate()
        self.process.wait(timeout=20)


class Page:
    """The review in a browser, with the few words that the claims are told in."""

    def __init__(self, context, url, is_known):
        self.complaints = []
        self.page = context.new_page()
        self.page.set_default_timeout(WAIT_MS)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"{error} {error.stack}"))
        self.page.goto(url)
        # Who has no name yet is asked for it first.
        if is_known:
            self.ready()

    def _hear(self, message):
        if not any(word in message.text for word in EXPECTED):
            self.complaints.append(f"{message.type}: {message.text}")

    def reload(self):
        self.page.reload()
        self.ready()

    def ready(self):
        self.page.wait_for_selector("[data-ready] .pair.current .side")

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text):
        self.page.keyboard.type(text)

    def see(self, expression, wanted=True, within_s=WAIT_MS // 1000):
        """Waits until an expression of the page has a value."""
        script = f"wanted => {{ try {{ return JSON.stringify({expression}) === JSON.stringify(wanted) }} catch {{ return false }} }}"
        try:
            self.page.wait_for_function(script, arg=wanted, timeout=within_s * 1000)
        except Exception as error:
            raise AssertionError(f"{expression}: {self.page.evaluate(expression)!r}, not {wanted!r}") from error

    def settle(self):
        """Waits until nothing is under way and no key waits."""
        quiet = "window.underWay === 0 && !document.documentElement.hasAttribute('data-busy')"
        self.page.wait_for_function(f"() => {quiet}")
        # What an answer leads to is asked in the next task.
        self.page.wait_for_timeout(20)
        self.page.wait_for_function(f"() => {quiet}")

    def get(self, expression):
        return self.page.evaluate(expression)

    def choose(self, key, path):
        """Presses a key that asks for a file, and gives one. The browser's own dialog stays shut."""
        self.get("document.querySelector('input[type=file]').addEventListener('click', (event) => { event.preventDefault(); window.asked = true; }, { once: true })")
        self.press(key)
        self.see("window.asked")
        self.page.set_input_files("input[type=file]", path)

    def status(self, wanted):
        """Waits until the current pair has a status."""
        self.see(f"document.querySelector('.pair.current').classList.contains('{wanted}')")

    @property
    def id(self):
        return self.get("document.querySelector('.pair.current .id').textContent")

    def side(self, name):
        return self.get(f"document.querySelector('.pair.current .side.{name}').textContent")

    def said(self, words):
        self.see(f"document.getElementById('said').textContent.includes({words!r})")


class Stage:
    """What a claim is given: a folder, the program, and a browser."""

    def __init__(self, browser, program, folder):
        self.browser, self.program, self.folder = browser, program, pathlib.Path(folder)
        self.servers, self.pages = [], []

    def bitext(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def serve(self, bitext, *options):
        self.servers.append(Server(self.program, bitext, *options))
        return self.servers[-1]

    def visit(self, server, who="Anna", width=1280, height=800, locale="en-GB", latency=0, **options):
        context = self.browser.new_context(viewport={"width": width, "height": height}, locale=locale, **options)
        context.add_init_script(SLOW % latency)
        if ASSETS:
            name = lambda route: route.request.url.partition("/assets/")[2]
            context.route("**/assets/**", lambda route: route.fulfill(path=pathlib.Path(ASSETS) / name(route)))
        address = urllib.parse.urlsplit(server.url)
        if who:
            prefs = urllib.parse.quote(f'{{"name":"{who}"}}')
            context.add_cookies([{"name": "enregard-prefs", "value": prefs, "url": f"{address.scheme}://{address.netloc}"}])
        self.pages.append(Page(context, server.url, bool(who)))
        return self.pages[-1]

    def clear(self):
        for page in self.pages:
            page.page.context.close()
        for server in self.servers:
            if server.process.poll() is None:
                server.kill()

    def check_quiet(self):
        complaints = [line for page in self.pages for line in page.complaints]
        assert not complaints, complaints


@contextlib.contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def stage(browser, program):
    """A stage that is cleared when the claim has been tried."""
    with tempfile.TemporaryDirectory(prefix="enregard-") as folder:
        made = Stage(browser, program, folder)
        try:
            yield made
            made.check_quiet()
        finally:
            made.clear()
