#include "net/form.h"

#include <optional>

#include "base/text.h"

namespace kireise::net {
namespace {

// The end of the header's part that begins at `start`: the next ";" outside of quotes. Browsers write a quote inside a value as %22.
std::size_t part_end(std::string_view header, std::size_t start) {
    bool quoted = false;
    for (auto at = start; at < header.size(); ++at) {
        if (header[at] == '"') quoted = !quoted;
        if (header[at] == ';' && !quoted) return at;
    }
    return header.size();
}

// Value of a parameter in a header such as: form-data; name="file"; filename="a;b.pdf".
std::optional<std::string> header_parameter(std::string_view header, std::string_view name) {
    for (std::size_t start = 0; start < header.size();) {
        const auto end = part_end(header, start);
        const auto pair = trim(header.substr(start, end - start));
        start = end + 1;
        const auto at = pair.find('=');
        if (at == std::string_view::npos || lower_ascii(pair.substr(0, at)) != name) continue;
        auto value = pair.substr(at + 1);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        return std::string(value);
    }
    return std::nullopt;
}

// As in a form without files: no NUL, which neither a database nor XML can hold.
bool is_text(std::string_view text) { return is_utf8(text) && !text.contains('\0'); }

Result<> add_part(Form& form, std::string_view part) {
    const auto head_end = part.find("\r\n\r\n");
    if (head_end == std::string_view::npos) return fail(ErrorKind::invalid, "A part of the form has no header.");
    std::optional<std::string> name;
    std::optional<std::string> file_name;
    for (const auto line : lines(part.substr(0, head_end))) {
        if (!lower_ascii(line).starts_with("content-disposition:")) continue;
        name = header_parameter(line, "name");
        file_name = header_parameter(line, "filename");
    }
    if (!name || !is_text(*name)) return fail(ErrorKind::invalid, "A part of the form has no name.");
    std::string content(part.substr(head_end + 4));
    if (file_name) {
        if (!is_text(*file_name)) return fail(ErrorKind::invalid, "The name of the uploaded file is not valid UTF-8 text.");
        form.uploads.push_back({*name, *file_name, std::move(content)});
    } else {
        if (!is_text(content)) return fail(ErrorKind::invalid, "The form is not valid UTF-8 text.");
        form.fields.emplace(*name, std::move(content));
    }
    return {};
}

Result<Form> parse_multipart(std::string_view body, std::string_view boundary) {
    const std::string delimiter = "\r\n--" + std::string(boundary);
    const std::string padded = "\r\n" + std::string(body);
    std::string_view rest = padded;
    if (!rest.starts_with(delimiter)) return fail(ErrorKind::invalid, "The form does not begin with its boundary.");
    rest.remove_prefix(delimiter.size());
    Form form;
    while (!rest.starts_with("--")) {
        const auto end = rest.find(delimiter);
        if (!rest.starts_with("\r\n") || end == std::string_view::npos || end < 2) return fail(ErrorKind::invalid, "The form is cut off.");
        if (form.fields.size() + form.uploads.size() == form_field_limit)
            return fail(ErrorKind::too_large, "The form has too many fields.");
        TRY(add_part(form, rest.substr(2, end - 2)));
        rest.remove_prefix(end + delimiter.size());
    }
    return form;
}

}  // namespace

std::string Form::value(std::string_view name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string{} : found->second;
}

std::vector<std::string> Form::values(std::string_view name) const {
    std::vector<std::string> out;
    for (auto [at, end] = fields.equal_range(name); at != end; ++at) out.push_back(at->second);
    return out;
}

Result<Fields> parse_urlencoded(std::string_view text) {
    Fields out;
    if (text.empty()) return out;
    for (const auto& pair : split(text, '&')) {
        if (out.size() == form_field_limit) return fail(ErrorKind::too_large, "The form has too many fields.");
        const auto at = pair.find('=');
        auto name = TRY(percent_decode(std::string_view(pair).substr(0, at), true));
        auto value = at == std::string::npos ? std::string{} : TRY(percent_decode(std::string_view(pair).substr(at + 1), true));
        out.emplace(std::move(name), std::move(value));
    }
    return out;
}

Result<Form> parse_form(const Request& request) {
    const auto type = request.header("content-type");
    if (type.starts_with("application/x-www-form-urlencoded")) return Form{TRY(parse_urlencoded(request.body)), {}};
    if (type.starts_with("multipart/form-data")) {
        const auto boundary = header_parameter(type, "boundary");
        if (boundary && !boundary->empty()) return parse_multipart(request.body, *boundary);
    }
    return fail(ErrorKind::invalid, "The request is not a form.");
}

}  // namespace kireise::net
