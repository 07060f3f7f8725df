#pragma once
// What the journey itself keeps: dates and funding, uploaded documents, exported packages.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "blueprint/journey_types.h"
#include "people/town.h"

namespace kireise::journey {

inline constexpr std::size_t document_limit = 6U << 20U;  // bytes of one upload

struct Frame {  // the town's own dates and money
    std::vector<blueprint::PhaseDates> phases;
    std::vector<blueprint::FundingLine> funding;
    std::optional<Date> funding_end;
    std::string note;

    [[nodiscard]] double total() const;  // of all lines
};

struct Document {
    std::string id;
    std::string deliverable;
    std::string file_name;
    std::int64_t size = 0;  // bytes
    std::string sha256;
    Instant uploaded;
};

struct Export {
    std::string file_name;
    std::string commit;
    std::int64_t size = 0;
    Instant made;
};

[[nodiscard]] store::Migrations journey_migrations();

// All changes are audited; `account` is whose they are ("" for the program itself).

[[nodiscard]] Result<Frame> load_frame(const people::Town& town);
// Stands for the frame as it is now. Saving with such a mark of before is refused with conflict when somebody has changed it since.
[[nodiscard]] Result<std::string> frame_mark(const people::Town& town);
[[nodiscard]] Result<> save_frame(const people::Town& town, const std::string& account, const Frame& frame,
                                  const std::optional<std::string>& seen = std::nullopt);

// Bytes go to the town's documents first, then the row. too_large over document_limit.
[[nodiscard]] Result<> add_document(const people::Town& town, const std::string& account, const std::string& deliverable,
                                    const std::string& file_name, std::string_view bytes);
[[nodiscard]] Result<std::vector<Document>> documents(const people::Town& town);
// Deletes the row, then the bytes. Removing twice is no error.
[[nodiscard]] Result<> remove_document(const people::Town& town, const std::string& account, const Document& document);
// io when the bytes are missing or not those that were uploaded.
[[nodiscard]] Result<std::string> document_bytes(const people::Town& town, const Document& document);

[[nodiscard]] Result<> record_export(const people::Town& town, const std::string& account, const Export& made);
[[nodiscard]] Result<std::vector<Export>> exports(const people::Town& town);

}  // namespace kireise::journey
