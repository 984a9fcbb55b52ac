"""Opens a report in headless Chromium at the width of a phone and of a desk, and fails on overflow, on a
broken image, on an error in the console, or on an explorer that does not follow a choice.

    python3 check_page.py report.html [folder for screenshots]
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

BEFORE = """<script>
window.problems = [];
window.addEventListener('error', e => window.problems.push(String(e.message || e.target.src).slice(0, 200)), true);
</script>"""

AFTER = """<script>
window.addEventListener('load', () => setTimeout(() => {
  const found = { problems: window.problems };
  found.overflow = document.documentElement.scrollWidth - window.innerWidth;
  const images = [...document.images];
  const drawn = [...document.querySelectorAll('figure svg')];
  found.images = images.length + drawn.length;
  found.texts = drawn.filter(s => s.querySelector('text')).length;
  found.broken = images.filter(i => !i.complete || i.naturalWidth === 0).length;
  const said = () => document.getElementById('said').textContent;
  const list = document.getElementById('unit');
  const first = said();
  list.selectedIndex = list.options.length - 1;
  list.dispatchEvent(new Event('change'));
  found.follows = said() !== first && said().startsWith('Unit ' + list.value);
  found.address = location.hash === '#unit-' + list.value;
  location.hash = '#unit-0';
  const spin = document.getElementById('embedding');
  const before = spin.innerHTML;
  spin.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
  found.turns = spin.innerHTML !== before;
  const lesion = document.getElementById('lesion');
  found.lesions = lesion ? lesion.options.length : 0;
  if (lesion) {
    const trace = document.getElementById('trace').innerHTML;
    lesion.selectedIndex = lesion.options.length - 1;
    lesion.dispatchEvent(new Event('change'));
    found.lesionFollows = document.getElementById('trace').innerHTML !== trace;
  }
  setTimeout(() => {
    found.opens = said().startsWith('Unit 0 ');
    const pre = document.createElement('pre');
    pre.id = 'found';
    pre.textContent = JSON.stringify(found);
    document.body.appendChild(pre);
  }, 200);
}, 200));
</script>"""


def chromium(*arguments):
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as profile:
        return subprocess.run(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--hide-scrollbars", "--enable-logging=stderr", "--virtual-time-budget=60000",
             "--user-data-dir=" + profile, *arguments],
            capture_output=True, text=True, timeout=300)


def check(page, width, shots):
    text = open(page, encoding="utf-8").read()
    # It loads nothing: a link of its text may lead elsewhere.
    outside = re.findall(r"""<(?!a )[^<>]*?(?:src|href)=["'](?!data:|#)([^"']+)""", text)
    assert not outside, f"the page loads {outside[:3]}"
    assert "arxiv.org/abs/1912.10189" in text, "the page does not name the paper"
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "page.html")
        with open(copy, "w", encoding="utf-8") as out:
            out.write(text.replace("<head>", "<head>" + BEFORE, 1).replace("</body>", AFTER + "</body>", 1))
        # A window narrower than 500 px is widened by Chromium: a frame of that width stands in.
        frame = os.path.join(folder, "frame.html")
        with open(frame, "w", encoding="utf-8") as out:
            out.write(f'<!DOCTYPE html><body style="margin:0"><iframe id="f" src="page.html" style="border:0;width:{width}px;height:3000px"></iframe>'
                      '<script>let looks = 0; const wait = setInterval(() => { const d = document.getElementById("f").contentDocument.getElementById("found");'
                      'if (!d && ++looks < 200) return; clearInterval(wait);'
                      'const p = document.createElement("pre"); p.id = "found"; p.textContent = d ? d.textContent : "none"; document.body.appendChild(p); }, 250);</script>')
        made = chromium(f"--window-size={max(width, 600)},3000", "--allow-file-access-from-files", "--dump-dom", "file://" + frame)
        found = re.search(r'<pre id="found">(.*?)</pre>', made.stdout, re.S)
        assert found and found.group(1) != "none", "the page did not load: " + made.stderr[-500:]
        found = json.loads(found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
        console = [line for line in made.stderr.splitlines() if "CONSOLE" in line]
        print(f"{page} at {width} px: {found}")
        assert not found["problems"] and not console, (found["problems"], console)
        assert found["overflow"] <= 0, f"{found['overflow']} px too wide at {width} px"
        assert found["broken"] == 0 and found["images"] > 0, f"{found['broken']} of {found['images']} images broken"
        assert found["texts"] > 0, "no figure keeps its texts"
        assert found["follows"] and found["turns"], "the explorer does not follow"
        assert found["address"] and found["opens"], "the address does not follow, or opens no unit"
        assert found["lesions"] == 0 or found["lesionFollows"], "the lesions do not follow"
        if shots:
            chromium(f"--window-size={max(width, 600)},3000", f"--screenshot={shots}/page-{width}.png", "file://" + frame)


if __name__ == "__main__":
    for pixels in (390, 1280):
        check(sys.argv[1], pixels, sys.argv[2] if len(sys.argv) > 2 else None)
