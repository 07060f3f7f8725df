#include "people/ldap_connection.h"

#include <fmt/core.h>
#include <ldap.h>
#include <openldap.h>
#include <unistd.h>

#include <boost/url.hpp>
#include <optional>
#include <utility>

#include "base/text.h"
#include "people/timed_socket.h"

namespace kireise::people {
namespace {

constexpr const char* system_authorities = "/etc/ssl/certs/ca-certificates.crt";

bool is_this_machine(std::string_view host) { return host == "localhost" || host == "::1" || host.starts_with("127."); }

struct MessageDeleter {
    void operator()(LDAPMessage* message) const { ldap_msgfree(message); }
};
struct MemoryDeleter {
    void operator()(char* text) const { ldap_memfree(text); }
    void operator()(berval** values) const { ldap_value_free_len(values); }
};
struct BerDeleter {
    void operator()(BerElement* element) const { ber_free(element, 0); }
};
using Message = std::unique_ptr<LDAPMessage, MessageDeleter>;
using Text = std::unique_ptr<char, MemoryDeleter>;

// What the server or libldap added to the code ("error:... certificate verify failed").
std::string diagnostic(LDAP* handle) {
    char* text = nullptr;
    ldap_get_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, static_cast<void*>(&text));
    const Text owner(text);
    return text == nullptr ? "" : std::string(text).substr(0, 300);
}

bool set_text(LDAP* handle, int option, const std::string& value) {
    return ldap_set_option(handle, option, value.c_str()) == LDAP_OPT_SUCCESS;
}

bool set_number(LDAP* handle, int option, int value) { return ldap_set_option(handle, option, &value) == LDAP_OPT_SUCCESS; }

// Every option that a file or the environment could set otherwise (ldap.conf(5)) and that matters is set here.
bool set_options(LDAP* handle, const LdapServer& server) {
    const auto authorities = server.ca_file.empty() ? std::string(system_authorities) : server.ca_file.string();
    return set_number(handle, LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3) &&
           ldap_set_option(handle, LDAP_OPT_REFERRALS, LDAP_OPT_OFF) == LDAP_OPT_SUCCESS &&
           set_number(handle, LDAP_OPT_DEREF, LDAP_DEREF_NEVER) && set_number(handle, LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_DEMAND) &&
           set_text(handle, LDAP_OPT_X_TLS_CACERTFILE, authorities) &&
           set_number(handle, LDAP_OPT_X_TLS_PROTOCOL_MIN, LDAP_OPT_X_TLS_PROTOCOL_TLS1_2) && set_number(handle, LDAP_OPT_X_TLS_NEWCTX, 0);
}

LdapEntry read_entry(LDAP* handle, LDAPMessage* message) {
    LdapEntry entry;
    const Text dn(ldap_get_dn(handle, message));
    if (dn) entry.dn = dn.get();
    BerElement* at = nullptr;
    Text name(ldap_first_attribute(handle, message, &at));
    const std::unique_ptr<BerElement, BerDeleter> owner(at);
    for (; name; name.reset(ldap_next_attribute(handle, message, at))) {
        const std::unique_ptr<berval*, MemoryDeleter> values(ldap_get_values_len(handle, message, name.get()));
        for (auto** value = values.get(); value != nullptr && *value != nullptr; ++value) {
            entry.attributes.emplace(lower_ascii(name.get()), std::string((*value)->bv_val, (*value)->bv_len));
        }
    }
    return entry;
}

bool is_no_answer(int code) { return code < 0 || code == LDAP_UNAVAILABLE || code == LDAP_BUSY || code == LDAP_TIMELIMIT_EXCEEDED; }

}  // namespace

struct LdapConnection::State {
    LdapServer server;
    LDAP* handle = nullptr;
    std::optional<SocketDeadline> deadline;

    explicit State(LdapServer to) : server(std::move(to)) {}
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        const NoPipeSignal quiet;
        deadline.reset();
        if (handle != nullptr) ldap_unbind_ext_s(handle, nullptr, nullptr);
    }

    [[nodiscard]] Error problem(int code, std::string_view doing) const {
        const auto more = diagnostic(handle);
        return error(is_no_answer(code) ? ErrorKind::unavailable : ErrorKind::io,
                     fmt::format("{} at the directory {} failed: {}{}{}.", doing, server.url, ldap_err2string(code),
                                 more.empty() ? "" : ", ", more));
    }
};

namespace {

struct Place {
    std::string host, port;
    bool tls = false;  // from the start
};

Place place_of(const std::string& server_url) {
    const auto url = boost::urls::parse_uri(server_url);  // checked before
    const bool tls = url->scheme() == "ldaps";
    return {std::string(url->host_address()), url->has_port() ? std::string(url->port()) : std::string(tls ? "636" : "389"), tls};
}

Error no_trust(const LdapServer& server) {
    return error(
        ErrorKind::unavailable,
        fmt::format("No TLS with the directory {}: its certificate is not trusted or is for another name, or it does not speak TLS "
                    "there. Its certificate authority must stand in {}.",
                    server.url, server.ca_file.empty() ? system_authorities : server.ca_file.string()));
}

}  // namespace

Result<> check_ldap_server(const LdapServer& server) {
    const auto url = boost::urls::parse_uri(server.url);
    const bool form = url && !url->host().empty() && !url->has_userinfo() && !url->has_query() && !url->has_fragment() &&
                      (url->encoded_path().empty() || url->encoded_path() == "/");
    if (!form || (url->scheme() != "ldap" && url->scheme() != "ldaps")) {
        return fail(ErrorKind::invalid,
                    fmt::format("\"{}\" is not an address of the form ldaps://host:636 or ldap://host:389.", server.url));
    }
    if (url->scheme() == "ldaps" && server.start_tls) {
        return fail(ErrorKind::invalid, "An ldaps:// address has TLS from the start; leave start_tls out.");
    }
    if (url->scheme() == "ldap" && !server.start_tls && !is_this_machine(std::string(url->host_address()))) {
        return fail(ErrorKind::invalid, fmt::format("Passwords would travel to {} in clear text. Use ldaps://, or start_tls.", server.url));
    }
    return {};
}

std::string LdapEntry::value(std::string_view name) const {
    const auto found = attributes.find(lower_ascii(name));
    return found == attributes.end() ? "" : found->second;
}

LdapConnection::LdapConnection(std::unique_ptr<State> state) : state_(std::move(state)) {}
LdapConnection::LdapConnection(LdapConnection&&) noexcept = default;
LdapConnection& LdapConnection::operator=(LdapConnection&&) noexcept = default;
LdapConnection::~LdapConnection() = default;

Result<LdapConnection> LdapConnection::open(const LdapServer& server) {
    TRY(check_ldap_server(server));
    const NoPipeSignal quiet;
    const auto place = place_of(server.url);
    const auto deadline = std::chrono::steady_clock::now() + server.time_limit;
    const int socket = TRY(connect_tcp(place.host, place.port, deadline));
    auto state = std::make_unique<State>(server);
    if (ldap_init_fd(socket, LDAP_PROTO_TCP, server.url.c_str(), &state->handle) != LDAP_SUCCESS) {
        ::close(socket);
        return fail(ErrorKind::internal, "libldap does not take the connection.");
    }
    state->deadline.emplace(socket, deadline);
    if (!set_options(state->handle, server)) return std::unexpected(no_trust(server));  // an unreadable ca_file
    if (place.tls && ldap_install_tls(state->handle) != LDAP_SUCCESS) return std::unexpected(no_trust(server));
    if (server.start_tls && ldap_start_tls_s(state->handle, nullptr, nullptr) != LDAP_SUCCESS) return std::unexpected(no_trust(server));
    return LdapConnection(std::move(state));
}

Result<bool> LdapConnection::bind(const std::string& dn, const std::string& password) {
    if (dn.empty() || password.empty()) {
        return fail(ErrorKind::invalid, "A sign-in to the directory needs a name and a password that is not empty.");
    }
    const NoPipeSignal quiet;
    auto copy = password;  // libldap wants it writable
    berval credentials{.bv_len = copy.size(), .bv_val = copy.data()};
    const int code = ldap_sasl_bind_s(state_->handle, dn.c_str(), LDAP_SASL_SIMPLE, &credentials, nullptr, nullptr, nullptr);
    if (code == LDAP_SUCCESS) return true;
    if (code == LDAP_INVALID_CREDENTIALS) return false;
    return std::unexpected(state_->problem(code, "Signing in"));
}

Result<std::vector<LdapEntry>> LdapConnection::search(const LdapSearch& search) {
    std::vector<std::string> names = search.attributes;
    if (names.empty()) names.emplace_back(LDAP_NO_ATTRS);
    std::vector<char*> pointers;
    for (auto& name : names) pointers.push_back(name.data());
    pointers.push_back(nullptr);
    const NoPipeSignal quiet;
    LDAPMessage* found = nullptr;
    const int scope = search.scope == LdapScope::entry ? LDAP_SCOPE_BASE : LDAP_SCOPE_SUBTREE;
    const int code = ldap_search_ext_s(state_->handle, search.base.c_str(), scope, search.filter.c_str(), pointers.data(), 0, nullptr,
                                       nullptr, nullptr, search.limit, &found);
    const Message owner(found);
    if (code == LDAP_FILTER_ERROR) return fail(ErrorKind::invalid, fmt::format("\"{}\" is not an LDAP filter (RFC 4515).", search.filter));
    if (code == LDAP_NO_SUCH_OBJECT) return std::vector<LdapEntry>{};
    if (code != LDAP_SUCCESS && code != LDAP_SIZELIMIT_EXCEEDED && code != LDAP_REFERRAL && code != LDAP_PARTIAL_RESULTS) {
        return std::unexpected(state_->problem(code, "Searching"));
    }
    std::vector<LdapEntry> entries;
    for (auto* entry = ldap_first_entry(state_->handle, found); entry != nullptr; entry = ldap_next_entry(state_->handle, entry)) {
        entries.push_back(read_entry(state_->handle, entry));
    }
    return entries;
}

}  // namespace kireise::people
