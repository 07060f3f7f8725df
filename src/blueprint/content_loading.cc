#include "blueprint/content_loading.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "blueprint/readers.h"

namespace kireise::blueprint {
namespace {

// Reads the document; what a lax schema let through ends as a finding.
template <class T>
bool read_into(const Document& document, T& out, Report& report) {
    try {
        document.yaml.value.get_to(out);
        return true;
    } catch (const std::exception& problem) {
        report.add({document.path, 1, "", fmt::format("The content does not fit its kind: {}.", problem.what())});
        return false;
    }
}

class Loader {
   public:
    Loader(const Tree& tree, Content& content, Report& report) : tree_(tree), content_(content), report_(report) {}

    bool load(const Document& document) {
        switch (document.place.kind) {
            case Kind::blueprint: return read_into(document, content_.release, report_);
            case Kind::vocabulary: return read_into(document, content_.vocabulary, report_);
            case Kind::area: return load_area(document);
            case Kind::profile: return add<Profile>(document);
            case Kind::item: return add<Question>(document);
            case Kind::form: return add<Form>(document);
            case Kind::course: return add<Course>(document, [&](Course& course) { load_sections(tree_, course, report_); });
            case Kind::pass: return add<Pass>(document);
            case Kind::guideline: return read_into(document, content_.guideline, report_);
            case Kind::clause: return add<Clause>(document, [&](Clause& clause) { load_clause_text(document, clause, report_); });
            case Kind::method: return read_into(document, content_.method, report_);
            case Kind::usecase: return add<UseCase>(document);
            case Kind::workload: return add<Workload>(document);
            case Kind::gold: return add<GoldCases>(document);
            case Kind::prompt: return add<Prompt>(document, [&](Prompt& prompt) { prompt.text = trim(document.body); });
            case Kind::model: return add<ModelClass>(document);
            case Kind::workstation: return add<Workstation>(document);
            case Kind::gpu: return add<GpuClass>(document);
            case Kind::law: return add<Law>(document);
            case Kind::journey: return read_into(document, content_.journey, report_);
            case Kind::sample: return add<Sample>(document);
            case Kind::guideline_adoption: return read_into(document, content_.adoption.emplace(), report_);
        }
        return false;
    }

   private:
    template <class T>
    bool add(const Document& document, const std::function<void(T&)>& complete = {}) {
        T value;
        if (!read_into(document, value, report_)) return false;
        if (complete) complete(value);
        return content_.of<T>().add(std::move(value));
    }

    bool load_area(const Document& document) {
        Area area;
        if (!read_into(document, area, report_)) return false;
        for (std::size_t i = 0; i < area.competences.size(); ++i) {
            if (content_.of<Competence>().add(area.competences[i])) continue;
            report_.at(area.id, fmt::format("/competences/{}/id", i), fmt::format("The id {} stands twice.", area.competences[i].id));
        }
        return content_.of<Area>().add(std::move(area));
    }

    const Tree& tree_;
    Content& content_;
    Report& report_;
};

// Files with an `order` come by it, the others by path; both are independent of the file system.
void sort_documents(std::vector<Document>& documents) {
    const auto order = [](const Document& document) {
        const auto found = document.yaml.value.find("order");
        return found != document.yaml.value.end() && found->is_number_integer() ? found->get<int>() : 0;
    };
    std::ranges::stable_sort(documents, [&](const Document& a, const Document& b) { return order(a) < order(b); });
}

void check_singles(const Tree& tree, Report& report) {
    for (const auto kind : {Kind::blueprint, Kind::vocabulary, Kind::guideline, Kind::method, Kind::journey}) {
        const auto path = path_of(kind, "");
        if (!tree.contains(path)) report.add({path, 1, "", "The file is missing; every Blaupause has it."});
    }
}

}  // namespace

Content load_content(const Tree& tree, Report& report) {
    Content content;
    std::vector<Document> documents;
    load_documents(tree, report, documents);
    sort_documents(documents);
    check_singles(tree, report);
    Loader loader(tree, content, report);
    for (auto& document : documents) {
        if (!document.place.lang.empty()) continue;
        const auto id = document.yaml.value.at("id").get<std::string>();
        report.keep(id, std::move(document));
        if (!loader.load(*report.document(id))) report.mark_broken(id);
    }
    load_mails(tree, content, report);
    return content;
}

}  // namespace kireise::blueprint
