#pragma once
// A real directory (Debian's slapd) on free loopback ports for a test, with invented people; ends with its owner.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>

#include "base/files.h"

namespace kireise::people {

// A socket on a free loopback port; with `listening` it takes connections into its queue and never says a word.
class LoopbackSocket {
   public:
    explicit LoopbackSocket(bool listening) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
        socklen_t size = sizeof address;
        auto* any = reinterpret_cast<sockaddr*>(&address);
        if (::bind(socket_, any, size) != 0 || getsockname(socket_, any, &size) != 0) throw std::runtime_error("no free port");
        if (listening && ::listen(socket_, 16) != 0) throw std::runtime_error("cannot listen");
        port_ = std::to_string(ntohs(address.sin_port));
    }
    LoopbackSocket(const LoopbackSocket&) = delete;
    LoopbackSocket& operator=(const LoopbackSocket&) = delete;
    ~LoopbackSocket() { ::close(socket_); }
    [[nodiscard]] const std::string& port() const { return port_; }

   private:
    int socket_;
    std::string port_;
};

inline std::string free_port() { return LoopbackSocket(false).port(); }

inline void run_shell(const std::string& command) {
    if (std::system((command + " 2>&1").c_str()) != 0) throw std::runtime_error("failed: " + command);
}

class Slapd {
   public:
    static constexpr const char* base = "ou=people,dc=musterhausen,dc=example";
    static constexpr const char* service = "cn=kireise,dc=musterhausen,dc=example";
    static constexpr const char* service_password = "dienst-geheim";
    static std::string group(const std::string& name) { return "cn=" + name + ",ou=groups,dc=musterhausen,dc=example"; }
    static std::string person(const std::string& uid) { return "uid=" + uid + "," + base; }

    Slapd() {
        make_certificates();
        write("slapd.conf", configuration());
        write("people.ldif", people());
        run_shell("mkdir " + path("db") + " && /usr/sbin/slapadd -f " + path("slapd.conf") + " -l " + path("people.ldif"));
        start();
    }
    Slapd(const Slapd&) = delete;
    Slapd& operator=(const Slapd&) = delete;
    ~Slapd() { stop(); }

    void start() {
        child_ = fork();
        if (child_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);  // also when the test is killed
            const auto urls = plain() + "/ " + tls() + "/";
            const auto file = path("slapd.conf");
            execl("/usr/sbin/slapd", "slapd", "-d", "0", "-h", urls.c_str(), "-f", file.c_str(), nullptr);
            _exit(127);
        }
        for (int i = 0; i < 200 && !answers(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (!answers()) throw std::runtime_error("slapd did not start");
    }
    void stop() {
        if (child_ <= 0) return;
        kill(child_, SIGTERM);
        waitpid(child_, nullptr, 0);
        child_ = 0;
    }
    // Changes what is in the directory (LDIF change records, RFC 2849) while it rests.
    void change(const std::string& ldif) {
        stop();
        write("change.ldif", ldif);
        run_shell("/usr/sbin/slapmodify -f " + path("slapd.conf") + " -l " + path("change.ldif"));
        start();
    }

    [[nodiscard]] std::string plain() const { return "ldap://127.0.0.1:" + port_; }
    [[nodiscard]] std::string tls() const { return "ldaps://127.0.0.1:" + tls_port_; }
    [[nodiscard]] std::string tls_by_other_name() const { return "ldaps://localhost:" + tls_port_; }  // not in the certificate
    [[nodiscard]] std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

   private:
    void write(const std::string& name, const std::string& text) const {
        if (!write_file(path(name), text)) throw std::runtime_error("cannot write " + name);
    }

    [[nodiscard]] bool answers() const {
        const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address{.sin_family = AF_INET,
                                  .sin_port = htons(static_cast<std::uint16_t>(std::stoi(tls_port_))),
                                  .sin_addr = {htonl(INADDR_LOOPBACK)},
                                  .sin_zero = {}};
        const bool connected = ::connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        ::close(probe);
        return connected;
    }

    void make_certificates() const {
        write("names", "subjectAltName=IP:127.0.0.1");
        run_shell("cd " + folder_.path().string() +
                  " && openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj '/CN=Test CA'"
                  " -keyout ca.key -out ca.pem 2>/dev/null"
                  " && openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj '/CN=127.0.0.1'"
                  " -keyout server.key -out server.csr 2>/dev/null"
                  " && openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -days 2 -extfile names -out server.pem 2>/dev/null");
    }

    // People may not read anything: what is shown was read by the service account.
    [[nodiscard]] std::string configuration() const {
        return "include /etc/ldap/schema/core.schema\ninclude /etc/ldap/schema/cosine.schema\n"
               "include /etc/ldap/schema/inetorgperson.schema\n"
               "modulepath /usr/lib/ldap\nmoduleload back_mdb\npidfile " +
               path("pid") + "\nTLSCACertificateFile " + path("ca.pem") + "\nTLSCertificateFile " + path("server.pem") +
               "\nTLSCertificateKeyFile " + path("server.key") + "\ndatabase mdb\nsuffix dc=musterhausen,dc=example\ndirectory " +
               path("db") + "\nmaxsize 10485760\naccess to attrs=userPassword by anonymous auth by * none\naccess to * by dn.exact=\"" +
               service + "\" read by anonymous auth by * none\n";
    }

    static std::string entry_of(const std::string& uid, const std::string& name, const std::string& more = {}) {
        return "\ndn: " + person(uid) + "\nobjectClass: inetOrgPerson\nuid: " + uid + "\ncn: " + name + "\nsn: " + name +
               "\nuserPassword: geheim-" + uid + "\n" + more;
    }

    static std::string people() {
        return std::string(
                   "dn: dc=musterhausen,dc=example\nobjectClass: dcObject\nobjectClass: organization\no: Musterhausen\ndc: musterhausen\n\n"
                   "dn: ou=people,dc=musterhausen,dc=example\nobjectClass: organizationalUnit\nou: people\n\n"
                   "dn: ou=groups,dc=musterhausen,dc=example\nobjectClass: organizationalUnit\nou: groups\n\n"
                   "dn: ") +
               service +
               "\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: kireise\nuserPassword: " + service_password +
               "\n" + entry_of("m.weber", "Maria Weber", "mail: maria.weber@musterhausen.example\n") +
               entry_of("J.Gross", "Juergen Gross") + entry_of("a(b)*c", "Odd Name") +
               entry_of("k.eins", "Kim Eins", "mail: kim@musterhausen.example\n") +
               entry_of("k.zwei", "Kim Zwei", "mail: kim@musterhausen.example\n") + "\ndn: " + group("ki-koordination") +
               "\nobjectClass: groupOfNames\ncn: ki-koordination\nmember: " + person("m.weber") + "\n\ndn: " + group("portal") +
               "\nobjectClass: groupOfUniqueNames\ncn: portal\nuniqueMember: " + person("m.weber") + "\nuniqueMember: " + person("k.eins") +
               "\n";
    }

    TempDir folder_ = *TempDir::create();
    std::string port_ = free_port(), tls_port_ = free_port();
    pid_t child_ = 0;
};

}  // namespace kireise::people
