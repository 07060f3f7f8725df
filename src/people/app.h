#pragma once
// From a request to a handler: finds the town's route, signs in, checks role and form token, and turns errors into pages.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/number.h"
#include "net/form.h"
#include "net/http.h"
#include "people/accounts.h"
#include "people/route.h"
#include "people/stream_places.h"
#include "people/templates.h"
#include "people/texts.h"
#include "people/town.h"

namespace kireise::people {

struct Language {
    std::string id;  // "de", "en"
    Texts texts;
    Templates templates;
};

using Languages = std::map<std::string, Language, std::less<>>;

// All that are built in; several Apps share one. invalid when a template or text is broken.
[[nodiscard]] Result<std::shared_ptr<const Languages>> load_languages();
// By the cookie "lang", else German.
[[nodiscard]] const Language& language_of(const Languages& languages, const net::Request& request);

// What a handler works with. References live as long as the call.
struct Context {
    Town& town;
    const net::Request& request;
    const Language& language;
    net::PathParameters path = {};
    net::Form form = {};                  // of a POST
    std::optional<Account> account = {};  // who is signed in
    std::string session_token = {};

    [[nodiscard]] std::string t(std::string_view key) const { return text_of(language.texts, key); }
    [[nodiscard]] std::string number(double value, int decimals = 0) const { return kireise::number(value, decimals, language.id); }
    [[nodiscard]] std::string percent(double share) const { return kireise::percent(share, language.id); }
    [[nodiscard]] std::string data_size(std::uint64_t bytes) const { return kireise::data_size(bytes, language.id); }
    [[nodiscard]] std::string memory_size(std::uint64_t bytes) const { return kireise::memory_size(bytes, language.id); }
    [[nodiscard]] std::string duration(double milliseconds) const { return kireise::duration(milliseconds, language.id); }
    [[nodiscard]] bool has(Role role) const { return account && account->roles.has(role); }
};

class App {
   public:
    App(Town& town, std::shared_ptr<const Languages> languages, std::vector<Route> routes)
        : town_(town), languages_(std::move(languages)), routes_(std::move(routes)) {}

    [[nodiscard]] net::Outcome handle(const net::Request& request) const;
    [[nodiscard]] const std::vector<Route>& routes() const { return routes_.all(); }

   private:
    [[nodiscard]] Result<net::Outcome> answer(Context& context) const;
    [[nodiscard]] Result<> keep_place(const Context& context, net::Outcome& outcome) const;
    [[nodiscard]] net::Outcome error_page(Context& context, const Error& problem) const;

    Town& town_;
    std::shared_ptr<const Languages> languages_;
    RouteTable routes_;
    mutable StreamPlaces stream_places_;
};

}  // namespace kireise::people
