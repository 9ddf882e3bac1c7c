// SPDX-License-Identifier: GPL-3.0-or-later
//
// A7: nobody learns by asking which logins exist. Counted, not timed: what is computed for an answer, and the
// answer itself, are the same for every login that does not get in.
#include <fstream>
#include <iterator>

#include <QTemporaryDir>

#include <boost/json.hpp>

#include "soak_context.h"
#include "support/server/test_economy.h"
#include "wire/session.h"

namespace kaomon::soak {
namespace {

constexpr int kTriesUntilLocked = 6;

// Everything of an answer that does not name this one request.
struct Shape {
    int status = 0;
    std::map<std::string, std::string> headers;
    std::string body;

    bool operator==(const Shape&) const = default;
};

Shape shapeOf(const Reply& reply) {
    Shape shape{reply.status, reply.headers, reply.body};
    shape.headers.erase("date");
    boost::system::error_code broken;
    const auto body = boost::json::parse(reply.body, broken);
    const auto* trace = !broken && body.is_object() ? body.as_object().if_contains("trace_id") : nullptr;
    if (trace == nullptr || !trace->is_string() || trace->as_string().empty()) {
        return shape;
    }
    const std::string id(trace->as_string());
    const auto hide = [&id](std::string& text) {
        for (auto at = text.find(id); at != text.npos; at = text.find(id, at)) {
            text.replace(at, id.size(), "*");
        }
    };
    hide(shape.body);
    for (auto& [name, value] : shape.headers) {
        hide(value);
    }
    return shape;
}

std::string textOf(const Shape& shape) {
    std::string text = std::to_string(shape.status) + " " + shape.body;
    for (const auto& [name, value] : shape.headers) {
        text += " [" + name + ": " + value + "]";
    }
    return text;
}

// What the server left in the file since the last look.
class Computations {
public:
    explicit Computations(std::string file)
        : m_file(std::move(file)) {}

    std::vector<std::string> next() {
        std::ifstream in(m_file);
        std::vector<std::string> all{std::istream_iterator<std::string>(in), {}};
        std::vector<std::string> fresh(all.begin() + static_cast<long>(m_seen), all.end());
        m_seen = all.size();
        return fresh;
    }

private:
    std::string m_file;
    std::size_t m_seen = 0;
};

class Prober {
public:
    Prober(SoakContext& soak, std::string countFile)
        : m_soak(soak)
        , m_computations(std::move(countFile)) {}

    // The answer to a wrong password, checked against that of the first login that was asked about.
    void compare(const std::string& what, const std::string& login) {
        const Shape prelogin = checkedPrelogin(what, login);
        (void)m_computations.next();
        const Shape refusal = shapeOf(tryPassword(login));
        const auto computed = m_computations.next();
        m_soak.require(computed.size() == 1, what + ": " + std::to_string(computed.size()) +
                                                 " passwords were computed for one answer");
        if (!m_first) {
            m_first = {prelogin, refusal, computed};
            m_soak.require(refusal.status == 401, "a wrong password was answered " + textOf(refusal));
            return;
        }
        const auto& [firstPrelogin, firstRefusal, firstComputed] = *m_first;
        m_soak.require(prelogin == firstPrelogin,
                       what + ": the parameters are answered differently: " + textOf(prelogin) +
                           " instead of " + textOf(firstPrelogin));
        m_soak.require(refusal == firstRefusal,
                       what + ": " + textOf(refusal) + " instead of " + textOf(firstRefusal));
        m_soak.require(computed == firstComputed, what + ": another cost than for the first login");
    }
    Reply tryPassword(const std::string& login) {
        Caller caller = Caller::console();
        const wire::SignInRequest request{m_soak.kit->tenant, login, test::makePassword().auth,
                                          caller.key.publicKey()};
        return m_soak.client->send({"POST", "/v1/session", wire::encode(request)}, &caller);
    }

private:
    // Asked twice, the salt is the same; it is hidden from the shape, its length is not.
    Shape checkedPrelogin(const std::string& what, const std::string& login) {
        const auto ask = [&] {
            const std::string body = wire::encode(wire::PreloginRequest{m_soak.kit->tenant, login});
            return m_soak.client->send({"POST", "/v1/session:prelogin", body});
        };
        const Reply reply = ask();
        const auto first = test::bodyOf<wire::PreloginReply>(reply);
        const auto second = test::bodyOf<wire::PreloginReply>(ask());
        m_soak.require(first && second && first->salt == second->salt, what + ": the salt changes");
        Shape shape = shapeOf(reply);
        if (first) {
            auto hidden = *first;
            hidden.salt = Bytes(first->salt.size(), 0);
            shape.body = wire::encode(hidden);
        }
        return shape;
    }

    struct Answers {
        Shape prelogin;
        Shape refusal;
        std::vector<std::string> computed;
    };
    SoakContext& m_soak;
    Computations m_computations;
    std::optional<Answers> m_first;
};

bool isMade(SoakContext& soak, const wire::NewUser& user) {
    const Reply made = soak.client->send({"POST", "/v1/users", wire::encode(user)}, &soak.kit->console);
    return soak.requireReady(made.status == 201, "a user cannot be made: " + describe(made));
}

Reply change(SoakContext& soak, const UserId& user, Call call) {
    call.target = "/v1/users/" + user.text();
    call.headers["If-Match"] = soak.client->send({"GET", call.target}, &soak.kit->console).etag();
    return soak.client->send(call, &soak.kit->console);
}

} // namespace

void loginsAreNotToldApart(SoakContext& soak) {
    QTemporaryDir folder;
    const std::string file = folder.filePath(QStringLiteral("computed")).toStdString();
    ::setenv(test::kPasswordCountVariable, file.c_str(), 1);
    if (!soak.requireReady(soak.server.stop() == 0 && soak.server.start(), "the server does not restart")) {
        return;
    }
    TenantKit& kit = *soak.kit;
    Caller caller = Caller::console();
    for (const char* login : {"known", "locked", "disabled", "gone"}) {
        const auto person = kit.addPerson(login, "auditor", nullptr, caller);
        if (!soak.requireReady(person.has_value(), "no person: " + describe(kit.lastReply))) {
            return;
        }
        const std::string name = login;
        const Reply done = name == "disabled"
                               ? change(soak, person->id, {"PATCH", {}, R"({"account_state":"disabled"})"})
                           : name == "gone" ? change(soak, person->id, {"DELETE", {}})
                                            : Reply{200, {}, {}};
        (void)soak.requireReady(done.status / 100 == 2, "an account cannot be ended: " + describe(done));
    }
    auto imported = kit.newUser("imported", "member");
    imported.oneTimePassword.reset();
    imported.oneTimePasswordExpiresAt.reset();
    if (!isMade(soak, imported) || !isMade(soak, kit.newUser("waiting", "auditor")) ||
        !isMade(soak, kit.newUser("member", "member"))) {
        return;
    }
    Prober prober(soak, file);
    prober.compare("an administrator", "known");
    for (int i = 0; i < kTriesUntilLocked; ++i) {
        (void)prober.tryPassword("locked");
    }
    for (const char* login : {"locked", "disabled", "gone", "imported", "waiting", "member"}) {
        prober.compare(login, login);
    }
    const int strangers = soak.pick(5, 500);
    for (int i = 0; i < strangers; ++i) {
        prober.compare("a login that nobody has", "nobody" + std::to_string(i));
    }
    prober.compare("a text that is no login", "x' OR 1=1 --");
    soak.measure("logins", strangers + 8);
}

} // namespace kaomon::soak
