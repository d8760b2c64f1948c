#!/usr/bin/env bash
# The long tests of storage in full size: 10,000 kills with a control that must lose, eight processes with a thousand
# edits each, a million mutated inputs. Prints what RELIABILITY.md says, measured anew. `tests/soak/run.sh tenth` does
# a tenth of it.
set -euo pipefail
cd "$(dirname "$0")/../.."
export GOODOFFICES_SOAK=${1:-full}
# The harness begins the line of a test before the test says anything: what is wanted may stand in the middle of one.
cargo test --locked --release --test storage -- --nocapture --test-threads=1 2>&1 |
    grep -oE "(figure|skipped): .*|^test result.*|^test .*(ok|FAILED)$|.*panicked.*"
