# The commands one needs; `just` lists them. Each is one line, to be typed without just as well.

_list:
    @just --list --unsorted

# The program, as cargo run and the tests build it
build:
    cargo build

# foretype from this checkout, its data under target/scratch: just try, just run history
run *ARGS:
    tests/scratch {{ARGS}}

# A screen to type on
try:
    tests/scratch try

# What must hold before a change is taken
ci:
    .ci/run

# All tests, or some: just test --test neovim, just test --lib rpc::
test *ARGS:
    tests/run {{ARGS}}

# Whether it compiles, everything included
check:
    cargo check --all-targets

lint:
    cargo fmt --check
    cargo clippy --all-targets --quiet -- -D warnings

format:
    cargo fmt

# The library's documentation, in the browser
doc:
    cargo doc --no-deps --open

# One of the benchmarks: engine, roundtrip, service, import, exposure, typos, candle_rnn
bench NAME *ARGS:
    cargo bench --bench {{NAME}} -- {{ARGS}}

# Help, completions and manual pages, written anew after a change of a command
help:
    FORETYPE_REFRESH=1 cargo test --test cli

# The golden frames, written anew after a change of the protocol
golden:
    FORETYPE_REFRESH=1 cargo test --test e2e golden
    python3 proto/golden/make.py

# The program that ships, smaller and slower to build
dist:
    cargo build --profile dist
