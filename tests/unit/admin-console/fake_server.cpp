// SPDX-License-Identifier: GPL-3.0-or-later
#include "fake_server.h"

#include <algorithm>

#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QUrlQuery>

#include "client/tenant_founder.h"
#include "shell/sign_in_flow.h"
#include "wire/meta.h"
#include "wire/problem.h"
#include "wire/session.h"

namespace kaomon::testing {
namespace {

class Later final : public QObject, public client::Transport::Exchange {
public:
    Later(Result<client::HttpReply> reply, client::Transport::Done done) {
        QTimer::singleShot(0, this, [reply = std::move(reply), done = std::move(done)] { done(reply); });
    }
};

TimePoint now() {
    return SystemClock().now();
}

wire::User newUser(const wire::NewUser& request) {
    wire::User user;
    user.id = request.id;
    user.login = request.login;
    user.displayName = request.displayName;
    user.kana = request.kana;
    user.mail = request.mail;
    user.role = request.role;
    user.accountState = "provisional";
    user.faceState = "none";
    user.createdAt = now();
    user.rev = 1;
    return user;
}

template<class Row>
auto findById(std::vector<Row>& rows, const std::string& path) {
    const std::string id = path.substr(path.rfind('/') + 1);
    return std::ranges::find_if(rows, [&](const Row& row) { return row.id.text() == id.substr(0, 36); });
}

// The filters of the list of people; words and groups are not looked for.
bool isAskedFor(const wire::User& user, const std::string& query) {
    const QUrlQuery asked(QString::fromStdString(query));
    const auto matches = [&](const char* name, const std::string& value) {
        const QString wanted = asked.queryItemValue(QLatin1String(name));
        return wanted.isEmpty() || wanted == QString::fromStdString(value);
    };
    return matches("role", user.role) && matches("state", user.accountState) &&
           matches("face", user.faceState);
}

bool isDeviceAskedFor(const wire::Device& device, const std::string& query) {
    const QUrlQuery asked(QString::fromStdString(query));
    const std::string state = asked.queryItemValue(QStringLiteral("state")).toStdString();
    return state.empty() || device.state == state ||
           (state == "silent" && device.state == "active" && !device.lastSeenAt);
}

} // namespace

client::HttpReply FakeServer::json(int status, std::string body) {
    return {status, {{"content-type", "application/json"}}, std::move(body)};
}

client::HttpReply FakeServer::problem(int status, const std::string& code) {
    wire::Problem body;
    body.type = "urn:kaomon:problem:" + code;
    body.title = code;
    body.status = status;
    body.code = code;
    body.traceId = "trace";
    return {status, {{"content-type", "application/problem+json"}}, wire::encode(body)};
}

void FakeServer::refuse(const std::string& methodAndPath, int status, const std::string& code) {
    m_refusals[methodAndPath] = {status, code};
}

const FakeServer::Request* FakeServer::last(const std::string& method, const std::string& path) const {
    const auto found = std::find_if(requests.rbegin(), requests.rend(), [&](const Request& request) {
        return request.method == method && request.path == path;
    });
    return found == requests.rend() ? nullptr : &*found;
}

std::unique_ptr<client::Transport::Exchange> FakeServer::start(client::HttpRequest request, Done done) {
    const std::size_t mark = request.target.find('?');
    Request seen{request.method,
                 request.target.substr(0, mark),
                 mark == std::string::npos ? "" : request.target.substr(mark + 1),
                 request.body,
                 {},
                 {}};
    for (const auto& [name, value] : request.headers) {
        if (QByteArray::fromStdString(name).compare("if-match", Qt::CaseInsensitive) == 0) {
            seen.ifMatch = value;
        } else if (name == "Range") {
            seen.range = value;
        }
        if (QByteArray::fromStdString(name).compare("idempotency-key", Qt::CaseInsensitive) == 0) {
            seen.idempotencyKey = value;
        }
    }
    requests.push_back(seen);
    return std::make_unique<Later>(answer(seen), std::move(done));
}

Result<client::HttpReply> FakeServer::answer(const Request& request) {
    if (const auto refusal = m_refusals.extract(request.method + " " + request.path)) {
        if (refusal.mapped().status == 0) {
            return fail(ErrorCode::CertificatePinMismatch, "scripted");
        }
        return problem(refusal.mapped().status, refusal.mapped().code);
    }
    if (const auto handler = handlers.find(request.method + " " + request.path); handler != handlers.end()) {
        return handler->second(request);
    }
    if (request.path == "/v1/meta") {
        return json(200, wire::encode(wire::Meta{"kaomon-syncserver", "0.1.0", "1.0", "0.1.0", now(), {}}));
    }
    if (request.path == "/v1/bootstrap:begin") {
        return json(200, wire::encode(wire::BootstrapInfo{tenant, "Example", isDemo, pinInInfo}));
    }
    if (request.path == "/v1/bootstrap") {
        founded = wire::decode<wire::BootstrapRequest>(request.body).value();
        wire::NewUser owner;
        owner.id = founded->ownerId;
        owner.login = founded->login;
        owner.role = "owner";
        return json(201, wire::encode(newUser(owner)));
    }
    if (auto told = organisation(request)) {
        return *told;
    }
    if (request.path.starts_with("/v1/session")) {
        return session(request);
    }
    return request.method == "GET" ? list(request) : write(request);
}

client::HttpReply FakeServer::session(const Request& request) const {
    if (!founded) {
        return problem(401, "login_failed");
    }
    if (request.path == "/v1/session:prelogin") {
        const wire::PasswordRecord& password = founded->password;
        return json(
            200, wire::encode(wire::PreloginReply{password.salt, password.iterations, password.memoryKib}));
    }
    if (request.method == "DELETE") {
        return {204, {}, {}};
    }
    const auto asked = wire::decode<wire::SignInRequest>(request.body);
    if (!asked || asked->login != founded->login || asked->auth != founded->password.auth) {
        return problem(401, "login_failed");
    }
    wire::SessionReply reply;
    reply.accessToken = "access";
    reply.refreshToken = "refresh";
    reply.serverTime = now();
    reply.expiresAt = reply.serverTime + std::chrono::minutes(15);
    reply.sessionEndsAt = reply.serverTime + std::chrono::hours(8);
    reply.tenant = tenant;
    reply.user = {founded->ownerId, founded->login, founded->displayName, role, false};
    reply.identity = founded->identity;
    reply.vaultKeys = founded->vaultKeys;
    return json(200, wire::encode(reply));
}

client::HttpReply FakeServer::list(const Request& request) const {
    if (request.path == "/v1/manifest") {
        return json(200, wire::encode(wire::ManifestDocument{founded->manifest, 1}));
    }
    if (request.path == "/v1/key-seals") {
        wire::KeySealList seals{founded->seals};
        std::erase_if(seals.items,
                      [&](const auto& seal) { return seal.receiver != founded->ownerId.text(); });
        return json(200, wire::encode(seals));
    }
    if (request.path == "/v1/users") {
        const bool isSecond = request.query.find("cursor=") != std::string::npos;
        std::vector<wire::User> found = users;
        std::erase_if(found, [&](const wire::User& user) { return !isAskedFor(user, request.query); });
        const auto total = static_cast<long long>(found.size());
        return json(200, wire::encode(wire::UserPage{std::move(found),
                                                     isSecond ? std::nullopt : nextUsersCursor, total}));
    }
    if (request.path == "/v1/devices") {
        std::vector<wire::Device> found = devices;
        std::erase_if(found,
                      [&](const wire::Device& device) { return !isDeviceAskedFor(device, request.query); });
        const auto total = static_cast<long long>(found.size());
        return json(200, wire::encode(wire::DevicePage{std::move(found), {}, total}));
    }
    if (request.path == "/v1/enrolment-codes") {
        return json(200, wire::encode(wire::EnrolmentCodeList{codes}));
    }
    if (request.path == "/v1/policies") {
        return json(200, wire::encode(wire::PolicyDocumentList{policies}));
    }
    if (request.path == "/v1/settings/explain") {
        return json(200, wire::encode(wire::SettingsExplanation{{}, settings}));
    }
    if (request.path == "/v1/events") {
        return json(200, wire::encode(wire::EventPage{events, {}}));
    }
    if (request.path == "/v1/operations") {
        return json(200, wire::encode(wire::OperationPage{operations, {}}));
    }
    if (request.path == "/v1/operations:chain") {
        wire::OperationChain chain;
        chain.length = operationsLength > 0 ? operationsLength : static_cast<long long>(operations.size());
        chain.head = chain.key = Bytes(32, 1);
        return json(200, wire::encode(chain));
    }
    if (request.path == "/v1/exports/operations") {
        return {200, {}, "part "};
    }
    return problem(404, "not_found");
}

client::HttpReply FakeServer::write(const Request& request) {
    if (request.path.starts_with("/v1/users")) {
        return writeUser(request);
    }
    if (request.path.starts_with("/v1/saved-filters/")) {
        const std::string id = request.path.substr(request.path.rfind('/') + 1);
        std::erase_if(savedFilters, [&id](const wire::SavedFilter& filter) { return filter.id == id; });
        if (request.method == "PUT") {
            savedFilters.push_back(wire::decode<wire::SavedFilter>(request.body).value());
            savedFilters.back().owner = founded->ownerId;
            return json(200, wire::encode(savedFilters.back()));
        }
        return {204, {}, {}};
    }
    if (request.path == "/v1/policies") {
        policies = {wire::decode<wire::PolicyDocument>(request.body).value()};
        return json(200, wire::encode(policies.front()));
    }
    if (request.path == "/v1/enrolment-codes") {
        const auto asked = wire::decode<wire::NewEnrolmentCode>(request.body).value();
        codes.push_back({asked.codeId, asked.label, asked.group, asked.useCount, 0, "open", asked.notAfter,
                         now(), "owner"});
        return json(201, wire::encode(codes.back()));
    }
    if (request.path.starts_with("/v1/enrolment-codes/")) {
        codes.front().state = "revoked";
        return {204, {}, {}};
    }
    if (const auto device = findById(devices, request.path); device != devices.end()) {
        device->state = wire::decode<wire::DevicePatch>(request.body).value().state.value_or(device->state);
        ++device->rev;
        return json(200, wire::encode(*device));
    }
    return problem(404, "not_found");
}

client::HttpReply FakeServer::writeUser(const Request& request) {
    if (request.path == "/v1/users") {
        users.push_back(newUser(wire::decode<wire::NewUser>(request.body).value()));
        return json(201, wire::encode(users.back()));
    }
    const auto user = findById(users, request.path);
    if (user == users.end()) {
        return problem(404, "not_found");
    }
    if (request.method == "DELETE") {
        users.erase(user);
        return {204, {}, {}};
    }
    if (request.method == "POST") {
        return {204, {}, {}}; // :reset-password
    }
    user->accountState = wire::decode<wire::UserPatch>(request.body).value().accountState.value_or("active");
    ++user->rev;
    return json(200, wire::encode(*user));
}

shell::TransportFactory transportsTo(const std::shared_ptr<FakeServer>& server) {
    return [server](const QUrl&, client::PinSet) {
        return shell::TransportParts{server, [server] { return server->pin; }, [](client::PinSet) {}};
    };
}

void foundOn(FakeServer& server, const Clock& clock) {
    client::FoundingInput input;
    input.info = {server.tenant, "Example", server.isDemo, server.pin};
    input.code = SecretString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    input.login = "owner";
    input.displayName = "The Owner";
    input.mail = "owner@example.com";
    input.password = SecretString(std::string(kOwnerPassword));
    server.founded = client::foundTenant(input, clock).value().request;
}

bool signInOwner(const std::shared_ptr<FakeServer>& server, const Clock& clock, client::SecretStore& store,
                 shell::ConsoleSession& session) {
    shell::SignInFlow flow(clock, store);
    const QSignalSpy done(&flow, &shell::SignInFlow::succeeded);
    const QSignalSpy failed(&flow, &shell::SignInFlow::failed);
    shell::KnownTenant tenant;
    tenant.server = QStringLiteral("https://kaomon.example.com");
    tenant.tlsPins = {server->pin};
    tenant.tenant = server->tenant;
    tenant.tenantName = QStringLiteral("Example");
    flow.start(std::make_shared<shell::ServerConnection>(
                   QUrl(tenant.server), client::PinSet{tenant.tlsPins, false}, transportsTo(server), clock),
               tenant, "owner", SecretString(std::string(kOwnerPassword)));
    if (!QTest::qWaitFor([&] { return done.count() + failed.count() > 0; }, 60000) || failed.count() > 0) {
        return false;
    }
    auto connection = flow.takeConnection();
    session.open(flow.takeTenant(), std::move(connection), flow.takeSignedIn());
    return true;
}

} // namespace kaomon::testing
