# The two commands of the README: make demo, make test. The rest serves development.
BUILD ?= build
JOBS ?= $(shell nproc)

.PHONY: all setup setup-tests build engine demo test unit lint e2e screenshots probe-windows sanitize fuzz bench bench-memory bench-probe clean

all: build

setup:
	@tools/setup.sh

setup-tests:
	@tools/setup.sh tests

$(BUILD)/build.ninja: CMakeLists.txt src/CMakeLists.txt cmake/*.cmake | setup
	@cmake -S . -B $(BUILD) -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null

build: setup $(BUILD)/build.ninja
	@ninja -C $(BUILD) -j $(JOBS) --quiet kireise

engine: setup
	@tools/engine.sh

demo: build
	@tools/engine.sh || true
	@$(BUILD)/kireise demo $(ARGS)

test: setup-tests
	@tools/test.sh $(BUILD) $(JOBS)

unit: setup-tests $(BUILD)/build.ninja
	@ninja -C $(BUILD) -j $(JOBS) --quiet
	@ctest --test-dir $(BUILD) --output-on-failure

lint: setup-tests $(BUILD)/build.ninja
	@tools/lint.sh $(BUILD)

e2e: setup-tests build
	@tools/e2e.sh $(BUILD)

screenshots: setup-tests build
	@tools/screenshots.sh $(BUILD)

# kireise-probe.exe for the roll-out on Windows PCs: docs/operate/probe-windows.md
probe-windows: setup-tests build
	@tools/probe_windows.sh $(BUILD) $(JOBS)
	@sha256sum $(BUILD)-windows/kireise-probe.exe

sanitize: setup-tests
	@cmake -S . -B $(BUILD)-sanitize -G Ninja -DSANITIZE=ON >/dev/null
	@ninja -C $(BUILD)-sanitize -j $(JOBS) --quiet
	@tools/engine.sh
	@pg_virtualenv ctest --test-dir $(BUILD)-sanitize --output-on-failure

fuzz: setup-tests
	@cmake -S . -B $(BUILD)-fuzz -G Ninja -DFUZZ=ON -DCMAKE_BUILD_TYPE=Fuzz -DCMAKE_CXX_COMPILER=clang++-19 -DCMAKE_C_COMPILER=clang-19 >/dev/null
	@ninja -C $(BUILD)-fuzz -j $(JOBS) --quiet kireise_fuzz
	@tools/fuzz.sh $(BUILD)-fuzz $(JOBS)

bench: setup-tests build
	@ninja -C $(BUILD) -j $(JOBS) --quiet bench_programs
	@tools/bench.sh $(BUILD)

bench-memory: setup $(BUILD)/build.ninja
	@tools/engine.sh
	@ninja -C $(BUILD) -j $(JOBS) --quiet bench_memory
	@$(BUILD)/bench/bench_memory $(ARGS)

# The probe's predictions against the whole models; CLASSES=dense-1b,dense-3b QUANTISATIONS=Q4_0 for a part.
bench-probe: build engine
	@ninja -C $(BUILD) -j $(JOBS) --quiet bench_probe
	@$(BUILD)/bench/bench_probe "$(CLASSES)" "$(QUANTISATIONS)"

clean:
	@rm -rf $(BUILD) $(BUILD)-windows $(BUILD)-sanitize $(BUILD)-fuzz
