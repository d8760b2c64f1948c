"""Scenarios for tuibench: this program on the sample case.

    cargo build --release
    python3 benches/terminal/tuibench.py run benches/terminal/ours.py --runs 5 --out ours.json
    python3 benches/terminal/tuibench.py run benches/terminal/peers.py benches/terminal/ours.py \
        --only 'vim,nano,less,goodoffices*' --runs 5 --out all.json
    python3 benches/terminal/tuibench.py table all.json
"""

import os

HERE = os.path.dirname(os.path.abspath(__file__))
BIN = os.path.join(HERE, "..", "..", "target", "release", "goodoffices")
ENV = {"XDG_CONFIG_HOME": "{work}/config", "XDG_DATA_HOME": "{work}/data", "LC_ALL": "C.UTF-8"}
CASE = "{work}/el-salvador-1989-1992"


def scenario(name, **more):
    base = {
        "name": name,
        "cmd": [BIN, "--as", "rosa", "open", CASE],
        "setup": "%s sample --no-open {work} > /dev/null" % BIN,
        "env": ENV,
        "ready": "Overview",
        "quit": ["text:q"],
    }
    base.update(more)
    return base


# 40 parties, 60 issues, 4 phases, 20,000 positions, as a spreadsheet.
ROWS = (
    "import csv, random, sys\n"
    "random.seed(3)\n"
    "phases = ['pre-negotiation', 'negotiation', 'agreement', 'implementation']\n"
    "out = csv.writer(sys.stdout)\n"
    "out.writerow(['party', 'issue', 'phase', 'date', 'position', 'option', 'stance'])\n"
    "for n in range(20000):\n"
    "    at = n // 2400 % 4\n"
    "    day = '%d-%02d-%02d' % (1990 + at, 1 + n % 12, 1 + n % 28)\n"
    "    said = 'Statement number %d of the party on the issue, as it was heard' % n\n"
    "    out.writerow(['Party %02d' % (n % 40), 'Issue %02d' % (n // 40 % 60), phases[at], day, said,\n"
    "                  random.choice('ABC'), random.choice(['demands', 'accepts', 'opposes'])])\n"
)

SCENARIOS = [
    scenario("goodoffices", keys={"nav": {"keys": ["Down"], "n": 11}}, hold="Down"),
    scenario(
        "goodoffices-matrix",
        prep=["text:4", {"wait": "Positions"}],
        keys={
            "nav": {"keys": ["Down"], "n": 13},
            "side": {"keys": ["Right", "Right", "Left", "Left"], "n": 12},
            "page": {"keys": ["PageDown", "PageUp"], "n": 10},
            "screens": {"keys": ["text:1", "text:2", "text:3", "text:4"], "n": 12},
        },
        hold="Down",
    ),
    scenario(
        "goodoffices-guidance",
        prep=["text:7", {"wait": "Guidance"}],
        keys={"nav": {"keys": ["Down"], "n": 60}, "page": {"keys": ["PageDown"], "n": 6}},
        hold="Down",
    ),
    scenario(
        "goodoffices-answer",
        prep=["text:2", {"wait": "Assessments"}, "Enter", {"wait": "a1"}, "text:e", {"wait": "State"}],
        keys={"type": {"text": "The army keeps its own police in the east. "}},
        quit=["Esc", {"sleep": 0.2}, "text:q"],
    ),
    {
        "name": "goodoffices-20000",
        "cmd": [BIN, "--as", "rosa", "--cases", "{work}/cases", "open", "big"],
        "setup": "python3 -c \"$ROWS\" > {work}/big.csv && %s --as rosa --cases {work}/cases new big --title Big && "
        "%s --as rosa --cases {work}/cases import big {work}/big.csv > /dev/null" % (BIN, BIN),
        "env": {**ENV, "ROWS": ROWS},
        "ready": "Overview",
        "quit": ["text:q"],
        "prep": ["text:4", {"wait": "Positions"}],
        "keys": {
            "nav": {"keys": ["Down"], "n": 40},
            "side": {"keys": ["Right"], "n": 20},
            "page": {"keys": ["PageDown", "PageUp"], "n": 8},
        },
    },
]
