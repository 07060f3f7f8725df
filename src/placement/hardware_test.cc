#include "placement/hardware.h"

#include <gmock/gmock.h>

#include "base/files.h"

namespace kireise::placement {
namespace {

TEST(Hardware, ThisPcHasCoresAndMemory) {
    const auto pc = read_hardware();
    ASSERT_TRUE(pc) << pc.error().message;
    EXPECT_GE(pc->cores, 1);
    EXPECT_GE(pc->threads, pc->cores);
    EXPECT_GT(pc->memory_bytes, 64U << 20U);
    EXPECT_LE(pc->available_bytes, pc->memory_bytes);
}

TEST(Hardware, ReadsNameMemoryAndGuestFromProc) {
    const auto proc = TempDir::create().value();
    ASSERT_TRUE(write_file(proc.path() / "cpuinfo", "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\nflags\t\t: fpu hypervisor avx2\n"));
    ASSERT_TRUE(write_file(proc.path() / "meminfo", "MemTotal:       16000000 kB\nMemFree: 1 kB\nMemAvailable:   12000000 kB\n"));
    ASSERT_TRUE(write_file(proc.path() / "loadavg", "1.25 0.90 0.80 2/300 4711\n"));
    const auto pc = read_hardware(proc.path()).value();
    EXPECT_EQ(pc.cpu, "Some CPU @ 3 GHz");
    EXPECT_EQ(pc.memory_bytes, 16'000'000ULL * 1024);
    EXPECT_EQ(pc.available_bytes, 12'000'000ULL * 1024);
    EXPECT_TRUE(pc.virtual_machine);
    EXPECT_DOUBLE_EQ(load_average(proc.path()), 1.25);
}

TEST(Hardware, WithoutMemoryFiguresItIsUnavailable) {
    const auto proc = TempDir::create().value();
    EXPECT_EQ(read_hardware(proc.path()).error().kind, ErrorKind::unavailable);
    EXPECT_EQ(load_average(proc.path()), 0);
}

}  // namespace
}  // namespace kireise::placement
