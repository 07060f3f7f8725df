#pragma once
// For the readers of this room only: JSON -> structs. These functions throw Json::exception or std::invalid_argument when the JSON does
// not have the shape that its schema promises; content_loading.cc catches that once for each file.

#include <optional>
#include <stdexcept>
#include <string>

#include "base/clock.h"
#include "base/json.h"
#include "blueprint/ids.h"

namespace kireise::blueprint {

template <Identified E>
void from_json(const Json& json, E& out) {
    const auto& id = json.get_ref<const std::string&>();
    const auto value = from_id<E>(id);
    if (!value) throw std::invalid_argument("\"" + id + "\" is not one of " + id_list<E>());
    out = *value;
}

template <class T>
void read(const Json& json, const char* key, T& out) {
    json.at(key).get_to(out);
}

inline void read(const Json& json, const char* key, Date& out) {
    const auto& text = json.at(key).get_ref<const std::string&>();
    const auto date = parse_date(text);
    if (!date) throw std::invalid_argument("\"" + text + "\" is no date that exists (YYYY-MM-DD)");
    out = *date;
}

// Absent or null: none.
template <class T>
void read(const Json& json, const char* key, std::optional<T>& out) {
    const auto found = json.find(key);
    if (found == json.end() || found->is_null()) return out.reset();
    T value{};
    read(json, key, value);
    out = std::move(value);
}

// Absent or null: the value stays as it is.
template <class T>
void read_if_present(const Json& json, const char* key, T& out) {
    const auto found = json.find(key);
    if (found != json.end() && !found->is_null()) read(json, key, out);
}

// Every kind starts with these.
template <class T>
void read_head(const Json& json, T& out) {
    read(json, "id", out.id);
    read(json, "lang", out.lang);
    read(json, "title", out.title);
}

}  // namespace kireise::blueprint
