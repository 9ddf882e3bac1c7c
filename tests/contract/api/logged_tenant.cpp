// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/api/logged_tenant.h"

namespace kaomon::test {

LoggedTenant::LoggedTenant(const QString& name)
    : kit(*ApiSuite::get().client, ApiSuite::get().server.createTenant(name, false)) {}

bool LoggedTenant::signIn() {
    kit.console = Caller::console();
    return kit.signIn(kit.console, kit.owner);
}

std::vector<wire::Operation> LoggedTenant::entries(const std::string& query) {
    const Reply reply = get("/v1/operations?" + query);
    const auto page = bodyOf<wire::OperationPage>(reply);
    if (!page) {
        qWarning("%s", describe(reply).c_str());
        return {};
    }
    return page->items;
}

UserId LoggedTenant::addUser(const std::string& login) {
    const auto user = kit.newUser(login, "member");
    const Reply reply = kit.client.send({"POST", "/v1/users", wire::encode(user)}, &kit.console);
    if (reply.status != 201) {
        qWarning("%s", describe(reply).c_str());
    }
    return user.id;
}

Reply LoggedTenant::patch(const UserId& user, const std::string& body) {
    const std::string path = "/v1/users/" + user.text();
    const std::string etag = get(path).etag();
    return kit.client.send({"PATCH", path, body, {{"If-Match", etag}}}, &kit.console);
}

} // namespace kaomon::test
