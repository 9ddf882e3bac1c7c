// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_organisation.h"

#include "applogin/registration_draft.h"
#include "wire/app_documents.h"
#include "wire/codec.h"

namespace kaomon::testing {
namespace {

applogin::AppTemplate formOf(const char* name, const char* program) {
    applogin::WindowFacts window;
    window.executable = std::string("/usr/bin/") + program;
    window.windowClass = program;
    window.title = "Sign in";
    window.controls = {{applogin::ControlRole::Password, "Password", true, true, false, true, 0}};
    applogin::AppTemplate form = applogin::RegistrationDraft::suggest(window).build().value();
    form.name = name;
    return form;
}

} // namespace

wire::AppTemplateBody sampleApp(const char* name, const char* program) {
    return {VaultItemId::generate(), formOf(name, program).toJson(), 100, {}, false};
}

void addAppSamples(FakeServer& server, const client::AdminKeyring& keyring) {
    const TimePoint now = SystemClock().now();
    const auto add = [&](const char* kind, const std::string& scope, long long version,
                         const std::string& body) {
        server.policies.push_back(keyring.signDocument(kind, scope, version, body, now).value());
    };
    wire::AppTemplateBody ledger = sampleApp("会計システム", "ledger");
    ledger.percent = 20;
    ledger.deviceGroups = {server.founded->defaultGroup.text()};
    wire::AppTemplateBody stock = sampleApp("Stock", "stock");
    wire::AppTemplateBody old = sampleApp("勤怠 (旧)", "attendance");
    old.isWithdrawn = true;
    add("app_template", "app:" + ledger.id.text(), 3, wire::encode(ledger));
    add("app_template", "app:" + stock.id.text(), 1, wire::encode(stock));
    add("app_template", "app:" + old.id.text(), 7, wire::encode(old));
    for (std::size_t i = 0; i < 2; ++i) {
        const wire::BlindEntriesBody body{
            server.users[i].id, {{VaultItemId::generate(), "会計システム", ledger.id, Bytes(300, 7), now}}};
        add("blind_entries", "user:" + body.user.text(), 1, wire::encode(body));
    }
}

} // namespace kaomon::testing
