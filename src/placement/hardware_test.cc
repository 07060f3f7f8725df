#include <gmock/gmock.h>
#include <unistd.h>

#include "base/files.h"
#include "placement/hardware_linux.h"

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

class Folders : public ::testing::Test {
   protected:
    void file(const char* name, std::string_view text) {
        std::filesystem::create_directories((root.path() / name).parent_path());
        ASSERT_TRUE(write_file(root.path() / name, text));
    }
    Hardware hardware() { return read_hardware(folders()).value(); }
    SystemFolders folders() { return {root.path(), root.path() / "power"}; }

    TempDir root = TempDir::create().value();
};

TEST_F(Folders, NameMemoryAndGuestComeFromProc) {
    file("cpuinfo", "processor\t: 0\nmodel name\t: Some CPU @ 3 GHz\nflags\t\t: fpu hypervisor avx2\n");
    file("meminfo", "MemTotal:       16000000 kB\nMemFree: 1 kB\nMemAvailable:   12000000 kB\n");
    const auto pc = hardware();
    EXPECT_EQ(pc.cpu, "Some CPU @ 3 GHz");
    EXPECT_EQ(pc.memory_bytes, 16'000'000ULL * 1024);
    EXPECT_EQ(pc.available_bytes, 12'000'000ULL * 1024);
    EXPECT_TRUE(pc.virtual_machine);
    EXPECT_EQ(pc.power, Power::unknown);
}

TEST_F(Folders, WithoutMemoryFiguresItIsUnavailable) {
    EXPECT_EQ(read_hardware(folders()).error().kind, ErrorKind::unavailable);
    EXPECT_EQ(busy_core_seconds(folders()), 0);
}

TEST_F(Folders, ALaptopRunsOnItsBatteryUntilItIsPluggedIn) {
    file("meminfo", "MemTotal: 16 kB\nMemAvailable: 12 kB\n");
    file("power/mouse/type", "Battery\n");
    file("power/mouse/scope", "Device\n");
    file("power/mouse/status", "Discharging\n");
    EXPECT_EQ(hardware().power, Power::unknown);
    file("power/BAT0/type", "Battery\n");
    file("power/BAT0/status", "Discharging\n");
    EXPECT_EQ(hardware().power, Power::battery);
    file("power/AC/type", "Mains\n");
    file("power/AC/online", "1\n");
    EXPECT_EQ(hardware().power, Power::mains);
}

TEST_F(Folders, WorkOfAllProcessorsIsEverythingButWaiting) {
    file("stat", "cpu  100 20 30 999999 888888 5 6 39 777 0\ncpu0 1 1 1 1 1 1 1 1 1 1\n");
    EXPECT_DOUBLE_EQ(busy_core_seconds(folders()), 200.0 / static_cast<double>(::sysconf(_SC_CLK_TCK)));
}

TEST(Hardware, TheProcessorsOfThisPcWork) { EXPECT_GT(busy_core_seconds(), 0); }

}  // namespace
}  // namespace kireise::placement
