"""The site of a catalogue in headless Chromium: browser.py CHROMIUM FOLDER PROFILE

Speaks the DevTools protocol through a pipe. The site is used as a person without a mouse uses it (keys alone), on a
phone 360 pixels wide, and in both languages; nothing may be logged as an error. Prints lines of tests/run.
"""
import base64
import json
import os
import subprocess
import sys
import urllib.parse

CHROMIUM, SITE, PROFILE = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3]


class Browser:
    def __init__(self):
        there, here = os.pipe()
        back, away = os.pipe()

        def descriptors():
            os.dup2(there, 63)
            os.dup2(away, 64)
            os.dup2(63, 3)
            os.dup2(64, 4)
        self.process = subprocess.Popen(
            [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={PROFILE}",
             "--remote-debugging-pipe", "about:blank"],
            preexec_fn=descriptors, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(there)
        os.close(away)
        self.out, self.back, self.rest = here, back, b""
        self.number, self.session, self.errors = 0, None, []
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(domain + ".enable")

    def read(self):
        while b"\0" not in self.rest:
            more = os.read(self.back, 1 << 16)
            if not more:
                raise SystemExit("not ok browser: it has ended")
            self.rest += more
        line, self.rest = self.rest.split(b"\0", 1)
        said = json.loads(line)
        if said.get("method") == "Runtime.exceptionThrown":
            self.errors.append(said["params"]["exceptionDetails"]["text"])
        if said.get("method") == "Log.entryAdded" and said["params"]["entry"]["level"] == "error":
            self.errors.append(said["params"]["entry"]["text"])
        return said

    def call(self, method, **params):
        self.number += 1
        said = {"id": self.number, "method": method, "params": params}
        if self.session:
            said["sessionId"] = self.session
        os.write(self.out, json.dumps(said).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"not ok browser: {method}: {answer['error']}")
                return answer["result"]

    def ask(self, script):
        result = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"not ok browser: {script}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def open(self, name):
        self.call("Page.navigate", url="file://" + urllib.parse.quote(f"{SITE}/{name}"))
        while self.read().get("method") != "Page.loadEventFired":
            pass

    def key(self, name, text=None):
        codes = {"Tab": 9, "Enter": 13, " ": 32}
        common = {"key": name, "code": name, "windowsVirtualKeyCode": codes.get(name, 0)}
        self.call("Input.dispatchKeyEvent", type="keyDown", **common, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def width(self, width, phone):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=720, deviceScaleFactor=2 if phone else 1,
                  mobile=phone)

    def picture(self, path):
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=False)
        open(path, "wb").write(base64.b64decode(shot["data"]))


FOCUSED = """(() => { const e = document.activeElement, box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return { tag: e.tagName, text: e.innerText || e.name || '', seen: box.width > 0 && box.left >= 0 && box.right <= innerWidth + 1,
           ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 }; })()"""
HITS = """new Promise((done) => { const began = Date.now(); (function look() {
  const found = document.getElementById('found');
  if (!found.hidden || Date.now() - began > 20000) done(found.querySelector('.count').textContent); else setTimeout(look, 20); })(); })"""


def say(name, good, why=""):
    print(f"ok {name}" if good else f"not ok {name}: {why}")


def keys(browser):
    """From the top of the first page by Tab alone: everything that takes the focus is seen and marked."""
    browser.open("index.html")
    bad, order = [], []
    for _ in range(200):
        browser.key("Tab")
        at = browser.ask(FOCUSED)
        if at["tag"] == "BODY":
            break
        order.append(at["text"].strip())
        if not at["seen"] or not at["ring"]:
            bad.append(str(at))
    say("keys: what has the focus is seen and marked", not bad and order, "; ".join(bad[:5]))
    say("keys: the first stop leads to the content", order and order[0] == "До змісту сторінки", str(order[:3]))
    say("keys: each thing is one stop", len(order) == browser.ask(
        "document.querySelectorAll('a[href]:not([tabindex]), button, input').length"), str(len(order)))
    browser.open("index.html")
    browser.key("Tab")
    browser.key("Enter", "\r")
    browser.key("Tab")
    at = browser.ask(FOCUSED)
    say("keys: behind the content's start the search comes first", at["tag"] == "INPUT", str(at))
    browser.call("Input.insertText", text="радою")
    browser.key("Enter", "\r")
    say("keys: a search", browser.ask(HITS) == "2", browser.ask(HITS))
    browser.key("Tab")
    browser.key("Tab")
    at = browser.ask("document.activeElement.getAttribute('href')")
    say("keys: the hits are next", at and "-screen.pdf#page=" in at, str(at))


# What the tests of `visnyk search` look for in the same catalogue, and how many texts have it.
ASKED = {"радою": 2, "школа": 1, "подвiр’я": 1, "подвір'ї": 1, "роки": 1, "Харків": 2, "ХАРКОВІ четвертий": 1, "галаган": 1,
         "community": 1, "signing programmes": 1, "рада programme": 0, "мамонт": 0, '"*': 0, "</script>": 0, "(": 0}


def forms(browser):
    """Forms of words, apostrophes and letters that look alike are found as `visnyk search` finds them."""
    browser.open("index.html")
    found = {query: browser.ask(f"find({json.dumps(query)}).then((found) => found.count)") for query in ASKED}
    say("the browser finds what visnyk search finds", found == ASKED, str({q: n for q, n in found.items() if n != ASKED[q]}))


def languages(browser):
    """One language is seen, is chosen by a key, and stays chosen on the next page."""
    seen = "[...document.querySelectorAll('.uk, .en')].filter((e) => e.offsetParent).map((e) => e.className)"
    browser.open("index.html")
    first = browser.ask(f"[...new Set({seen})].join()")
    browser.ask("document.querySelector('[data-language=en]').focus()")
    browser.key(" ", " ")
    second = browser.ask(f"[...new Set({seen})].join()")
    browser.open("persons.html")
    third = browser.ask(f"document.documentElement.lang + ' ' + [...new Set({seen})].join()")
    say("languages: one at a time, and it stays", (first, second, third) == ("uk", "en", "en en"),
        f"{first}, {second}, {third}")
    pressed = "getComputedStyle(document.querySelector('[data-language=%s]')).backgroundColor"
    say("languages: the one that is shown can be told", browser.ask(pressed % "en") != browser.ask(pressed % "uk"))
    browser.ask("document.querySelector('[data-language=uk]').click()")


def phone(browser, pages):
    """Nothing is wider than a phone, no text is tiny, what is to be tapped is large enough (WCAG 2.2, 2.5.8)."""
    browser.width(360, True)
    wide, small, tight = [], [], []
    for page in pages:
        browser.open(page)
        width = browser.ask("document.documentElement.scrollWidth")
        if width > 360:
            wide.append(f"{page}: {width}")
        least = browser.ask("Math.min(...[...document.querySelectorAll('body *')].filter((e) => e.innerText)"
                            ".map((e) => parseFloat(getComputedStyle(e).fontSize)))")
        if least < 14:
            small.append(f"{page}: {least}")
        tight += browser.ask("""[...document.querySelectorAll('a, button, input')].filter((e) => {
            const box = e.getBoundingClientRect();
            return box.left > -50 && box.width && (box.height < 20 || box.width < 8); }).map((e) => e.outerHTML.slice(0, 90))""")
    say("a phone: no page is wider", not wide, "; ".join(wide))
    say("a phone: no text is small", not small, "; ".join(small))
    say("a phone: what is tapped is large enough", not tight, "; ".join(tight[:4]))
    browser.width(1280, False)


def main():
    browser = Browser()
    if len(sys.argv) > 4:  # pictures for people: browser.py CHROMIUM FOLDER PROFILE PREFIX PAGE WIDTH ...
        for page, width in zip(sys.argv[5::2], sys.argv[6::2]):
            browser.width(int(width), int(width) < 600)
            browser.open(page)
            browser.ask("new Promise((done) => setTimeout(done, 1500))")
            browser.picture(f"{sys.argv[4]}{width}-{page.replace('/', '_')[:20]}.png")
    else:
        browser.width(1280, False)
        keys(browser)
        forms(browser)
        languages(browser)
        issue = next(name for name in sorted(os.listdir(f"{SITE}/issues")))
        phone(browser, ["index.html", "persons.html", "communities.html", f"issues/{issue}/index.html"])
        say("nothing goes wrong unseen", not browser.errors, "; ".join(browser.errors[:5]))
    browser.process.terminate()


main()
