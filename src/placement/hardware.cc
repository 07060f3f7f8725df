#include "placement/hardware.h"

namespace kireise::placement {

Json to_json(const Hardware& hardware) {
    return {{"cpu", hardware.cpu},
            {"cores", hardware.cores},
            {"threads", hardware.threads},
            {"l2_bytes", hardware.l2_bytes},
            {"l3_bytes", hardware.l3_bytes},
            {"memory_bytes", hardware.memory_bytes},
            {"available_bytes", hardware.available_bytes},
            {"gpus", hardware.gpus},
            {"virtual_machine", hardware.virtual_machine},
            {"power", blueprint::to_id(hardware.power)},
            {"remote_session", hardware.remote_session}};
}

Hardware hardware_from_json(const Json& json) {
    return {.cpu = json.at("cpu").get<std::string>(),
            .cores = json.at("cores").get<int>(),
            .threads = json.at("threads").get<int>(),
            .l2_bytes = json.at("l2_bytes").get<std::uint64_t>(),
            .l3_bytes = json.at("l3_bytes").get<std::uint64_t>(),
            .memory_bytes = json.at("memory_bytes").get<std::uint64_t>(),
            .available_bytes = json.at("available_bytes").get<std::uint64_t>(),
            .gpus = json.at("gpus").get<std::vector<std::string>>(),
            .virtual_machine = json.at("virtual_machine").get<bool>(),
            .power = blueprint::from_id<Power>(json.at("power").get<std::string>()).value_or(Power::unknown),
            .remote_session = json.at("remote_session").get<bool>()};
}

}  // namespace kireise::placement
