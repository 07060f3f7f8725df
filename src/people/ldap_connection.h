#pragma once
// A connection to an LDAP v3 server (RFC 4511) over libldap, which appears in the .cc alone. Calls block the calling thread, in all no
// longer than the time limit of the connection. Passwords travel only over TLS with a checked certificate, or inside this machine.
// Referrals are not followed: nobody's password goes to a server that was not configured.

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace kireise::people {

struct LdapServer {
    std::string url;                             // ldaps://host[:port], or ldap://host[:port]
    bool start_tls = false;                      // of ldap://: TLS from the first request on (RFC 4511, 4.14)
    std::filesystem::path ca_file;               // PEM; "" for the certificate authorities of the system
    std::chrono::milliseconds time_limit{5000};  // from connecting to the last answer
};

// invalid, as a sentence: another scheme, more than host and port, or without TLS to a host that is not this one.
[[nodiscard]] Result<> check_ldap_server(const LdapServer& server);

struct LdapEntry {
    std::string dn;
    std::multimap<std::string, std::string, std::less<>> attributes;  // names in lower case; values may be binary

    [[nodiscard]] std::string value(std::string_view name) const;  // the first; "" when absent
};

enum class LdapScope { entry, subtree };

struct LdapSearch {
    std::string base;
    LdapScope scope = LdapScope::subtree;
    std::string filter;                   // RFC 4515
    std::vector<std::string> attributes;  // what to fetch
    int limit = 2;                        // entries at most; more are not an error
};

class LdapConnection {
   public:
    // unavailable when the server does not answer in time or its certificate is not trusted; invalid as check_ldap_server.
    [[nodiscard]] static Result<LdapConnection> open(const LdapServer& server);

    LdapConnection(LdapConnection&&) noexcept;
    LdapConnection& operator=(LdapConnection&&) noexcept;
    ~LdapConnection();

    // false: the server does not accept this name with this password. An empty password is refused before anything is sent, since a server
    // takes it for an anonymous bind and says yes (RFC 4513, 5.1.2): invalid.
    [[nodiscard]] Result<bool> bind(const std::string& dn, const std::string& password);

    // Empty when the base does not exist or may not be seen. invalid for a broken filter.
    [[nodiscard]] Result<std::vector<LdapEntry>> search(const LdapSearch& search);

   private:
    struct State;
    explicit LdapConnection(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace kireise::people
