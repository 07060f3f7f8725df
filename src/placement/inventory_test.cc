#include "placement/inventory.h"

#include <gmock/gmock.h>

namespace kireise::placement {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

InventoryLine only_line(const std::string& text) {
    const auto read = read_inventory(text);
    EXPECT_TRUE(read && read->lines.size() == 1) << text;
    return read && read->lines.size() == 1 ? read->lines.front() : InventoryLine{};
}

TEST(InventoryFile, ReadsGermanAndEnglishHeadings) {
    const InventoryLine wanted{
        .make = "Dell", .model = "OptiPlex 7080", .cpu = "i5-10500", .cores = 6, .memory_gib = 16, .gpu = "", .count = 12};
    EXPECT_EQ(only_line("Hersteller;Modell;Prozessor;Kerne;RAM;Grafik;Anzahl\nDell;OptiPlex 7080;i5-10500;6;16 GB;;12\n"), wanted);
    EXPECT_EQ(only_line("count,cpu,memory (MB),make,model,cores\r\n12,i5-10500,16384,Dell,OptiPlex 7080,6\r\n"), wanted);
    EXPECT_EQ(
        only_line("\xef\xbb\xbfPROZESSOR\tArbeitsspeicher_GB\tANZAHL\tHersteller\tModell\tKerne\ni5-10500\t16\t12\tDell\tOptiPlex 7080\t6"),
        wanted);
}

TEST(InventoryFile, ReadsWindowsEncodings) {
    EXPECT_EQ(only_line("Ger\xe4tetyp;CPU;RAM;St\xfc"
                        "ck\nB\xfcro;i3;8;2\n")
                  .model,
              "Büro");
    std::string wide = "\xff\xfe";
    for (const char c : std::string("CPU;RAM\ni3;8\n")) wide += {c, '\0'};
    EXPECT_EQ(only_line(wide).memory_gib, 8);
}

TEST(InventoryFile, UnderstandsMemory) {
    const auto memory = [](const std::string& heading, const std::string& cell) {
        return only_line("CPU;" + heading + "\ni3;" + cell + "\n").memory_gib;
    };
    EXPECT_EQ(memory("RAM", "16"), 16);
    EXPECT_EQ(memory("RAM", "15,8 GB"), 15.8);
    EXPECT_EQ(memory("RAM", "16GiB"), 16);
    EXPECT_EQ(memory("RAM", "8192"), 8);
    EXPECT_EQ(memory("RAM", "16.384 MB"), 16);
    EXPECT_EQ(memory("RAM", "17179869184"), 16);
    EXPECT_EQ(memory("RAM in MB", "8.192"), 8);
    EXPECT_EQ(memory("RAM (GB)", "15.875"), 15.875);
    for (const auto* bad : {"viel", "0", "-8", "8 Pfund", "1e3", "99999 GB", "inf", "8 8", "GB"}) {
        const auto read = read_inventory(std::string("CPU;RAM\ni3;") + bad + "\n").value();
        ASSERT_EQ(read.problems.size(), 1U) << bad;
        EXPECT_EQ(read.problems[0].fault, InventoryFault::bad_memory) << bad;
    }
}

TEST(InventoryFile, NeverTakesOverPeopleOrSingleDevices) {
    const auto read =
        read_inventory("Benutzer;Rechnername;Seriennummer;CPU;RAM;Farbe\nErika;PC-17;4711;i3;8;grau\nMax;PC-18;4712;i3;8;rot\n").value();
    EXPECT_THAT(read.personal, ElementsAre("Benutzer", "Rechnername", "Seriennummer"));
    EXPECT_THAT(read.ignored, ElementsAre("Farbe"));
    ASSERT_EQ(read.lines.size(), 1U) << "nothing tells the two PCs apart any more";
    EXPECT_EQ(read.lines[0].count, 2);
    EXPECT_EQ(read.pcs(), 2);
}

TEST(InventoryFile, TellsByLineWhatItDoesNotUnderstand) {
    const auto read = read_inventory(
                          "CPU;RAM;Anzahl;Kerne\n"
                          ";8;1;2\n"
                          "i3;;1;2\n"
                          "i3;8;viele;2\n"
                          "i3;8;1;x\n"
                          "\n"
                          "i3;8;1;2;zu viel\n"
                          "\"i3;8;1;2\n"
                          "i3;8;;2\n"
                          "i3;8;7;2\n")
                          .value();
    std::vector<std::pair<std::size_t, InventoryFault>> told;
    for (const auto& problem : read.problems) told.emplace_back(problem.line, problem.fault);
    EXPECT_THAT(told, ElementsAre(std::pair(2U, InventoryFault::no_cpu), std::pair(3U, InventoryFault::no_memory),
                                  std::pair(4U, InventoryFault::bad_count), std::pair(5U, InventoryFault::bad_cores),
                                  std::pair(7U, InventoryFault::broken_line), std::pair(8U, InventoryFault::broken_line),
                                  std::pair(9U, InventoryFault::bad_count)));
    EXPECT_EQ(read.problems[2].value, "viele");
    EXPECT_EQ(read.faulty_lines, 7U);
    EXPECT_EQ(read.pcs(), 7);
}

TEST(InventoryFile, RefusesWhatIsNoList) {
    EXPECT_THAT(read_inventory("").error().message, HasSubstr("empty"));
    EXPECT_THAT(read_inventory("a;b\n1;2\n").error().message, HasSubstr("processor"));
    EXPECT_THAT(read_inventory("cpu\ni3\n").error().message, HasSubstr("memory"));
    EXPECT_THAT(read_inventory("cpu;Prozessor;ram\ni3;i5;8\n").error().message, HasSubstr("twice"));
    EXPECT_EQ(read_inventory(std::string(inventory_bytes + 1, 'x')).error().kind, ErrorKind::too_large);
    EXPECT_THAT(read_inventory("cpu;ram\n").value().lines, IsEmpty());
}

TEST(InventoryFile, HasALimitOfLines) {
    std::string text = "cpu;ram\n";
    for (std::size_t i = 0; i < inventory_lines; ++i) text += "i3;8\n";
    EXPECT_EQ(read_inventory(text).value().pcs(), static_cast<int>(inventory_lines));
    EXPECT_EQ(read_inventory(text + "i3;8\n").error().kind, ErrorKind::too_large);
    const auto long_cell = std::string(inventory_text + 1, 'x');
    EXPECT_EQ(read_inventory("cpu;ram\n" + long_cell + ";8\n").value().problems.at(0).fault, InventoryFault::bad_text);
}

}  // namespace
}  // namespace kireise::placement
