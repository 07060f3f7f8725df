#pragma once
// For the checks of this room only: gathers findings and knows where each piece of content stands in its file.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "blueprint/document.h"
#include "blueprint/finding.h"

namespace kireise::blueprint {

inline constexpr std::size_t max_findings = 1'000;  // further ones are dropped

class Report {
   public:
    void add(Finding finding);

    // An error message that starts with "line N: " keeps its line.
    void add_error(std::string_view file, const Error& error);

    // In the document with this id, at the JSON pointer in its YAML.
    void at(std::string_view id, std::string_view pointer, std::string expectation);

    // In the document with this id, at a line of its Markdown.
    void at_line(std::string_view id, int line, std::string expectation);

    void keep(std::string id, Document document);
    [[nodiscard]] const Document* document(std::string_view id) const;

    // Ids whose files could not be read: a reference to them is not reported again.
    void mark_broken(std::string id) { broken_.insert(std::move(id)); }
    [[nodiscard]] bool is_broken(std::string_view id) const { return broken_.contains(id); }
    [[nodiscard]] bool any_broken(Kind kind) const;

    // Sorted by file and line, each once.
    [[nodiscard]] std::vector<Finding> take();

   private:
    std::vector<Finding> findings_;
    std::map<std::string, Document, std::less<>> documents_;
    std::set<std::string, std::less<>> broken_;
};

}  // namespace kireise::blueprint
