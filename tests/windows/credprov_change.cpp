// SPDX-License-Identifier: GPL-3.0-or-later
#include "credprov_change.h"

#include <string>
#include <vector>

#include <windows.h>
// after windows.h, which it needs
#include <objbase.h>

#include "agent_process.h"
#include "localipc/wide_text.h"
#include "logon_ui.h"

namespace kaomon::testing {
namespace {

using localipc::toUtf8;
using logon::ChangeField;
using logon::kChangeFieldCount;

constexpr int kKerbChangePasswordMessage = 7;

Submitted change(LogonUi& ui, const wchar_t* old, const wchar_t* chosen, const wchar_t* again) {
    ui.type(ChangeField::OldPassword, old);
    ui.type(ChangeField::NewPassword, chosen);
    ui.type(ChangeField::Again, again);
    return ui.submit();
}

void labels(Run& run, const std::wstring& language, const std::vector<std::wstring>& expected) {
    setRow(L"Language", language);
    const LogonUi ui(CPUS_CHANGE_PASSWORD);
    DWORD count = 0;
    ui.provider()->GetFieldDescriptorCount(&count);
    CHECK_EQUAL(count, kChangeFieldCount);
    for (DWORD i = 0; i < count; ++i) {
        CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR* field = nullptr;
        CHECK_EQUAL(ui.provider()->GetFieldDescriptorAt(i, &field), S_OK);
        CHECK_EQUAL(field->dwFieldID, i);
        CHECK_EQUAL(toUtf8(field->pszLabel), toUtf8(expected[i]));
        const bool isSecret = i == static_cast<DWORD>(ChangeField::OldPassword) ||
                              i == static_cast<DWORD>(ChangeField::NewPassword) ||
                              i == static_cast<DWORD>(ChangeField::Again);
        CHECK_EQUAL(field->cpft == CPFT_PASSWORD_TEXT, isSecret);
        ::CoTaskMemFree(field->pszLabel);
        ::CoTaskMemFree(field);
    }
    CREDENTIAL_PROVIDER_FIELD_DESCRIPTOR* none = nullptr;
    CHECK_EQUAL(ui.provider()->GetFieldDescriptorAt(count, &none), E_INVALIDARG);
}

} // namespace

// What Windows would be asked for, decoded; what it took is handed to the agent, and only then.
void aPasswordIsChanged(Run& run) {
    setRow(L"SharedPc", DWORD{1}); // nobody in particular has no password to change
    const AgentProcess agent(L"accept");
    LogonUi ui(CPUS_CHANGE_PASSWORD);
    CHECK_EQUAL(ui.tileCount(), DWORD{2});
    CHECK(!ui.autoLogon().has_value());
    ui.select(0);
    const Submitted sent = change(ui, L"ひみつ Ä1!", L"あたらしい 2?", L"あたらしい 2?");
    CHECK(sent.response == CPGSR_RETURN_CREDENTIAL_FINISHED);
    CHECK_EQUAL(sent.package, ULONG{77});
    CHECK(sent.provider == logon::kProviderId);
    CHECK(sent.change.has_value());
    if (sent.change) {
        CHECK_EQUAL(sent.change->type, kKerbChangePasswordMessage);
        CHECK_EQUAL(toUtf8(sent.change->domain), std::string("KAISHA"));
        CHECK_EQUAL(toUtf8(sent.change->name), std::string("hanako"));
        CHECK_EQUAL(toUtf8(sent.change->oldPassword), std::string("ひみつ Ä1!"));
        CHECK_EQUAL(toUtf8(sent.change->newPassword), std::string("あたらしい 2?"));
        CHECK(!sent.change->isImpersonating);
    }
    CHECK(agent.requests().empty()); // nobody is looked at for it
    CHECK(ui.report(0).empty());
    CHECK(pumpUntil([&] { return agent.requests().size() == 1; }));
    CHECK_EQUAL(agent.requests().at(0), std::string("keepOsSecret|KAISHA\\hanako|||あたらしい 2?"));
}

void whatStandsInTheWayOfAChangeIsSaid(Run& run) {
    const AgentProcess agent(L"accept");
    LogonUi ui(CPUS_CHANGE_PASSWORD);
    ui.select(1);
    const std::wstring hint = L"Please type the old password, and the new one twice.";
    CHECK(change(ui, L"", L"new", L"new").words == hint);
    CHECK(change(ui, L"old", L"", L"").words == hint);
    CHECK(change(ui, L"old", L"new", L"").words == hint);
    const Submitted differing = change(ui, L"old", L"new", L"mew");
    CHECK(!differing.change && differing.response == CPGSR_NO_CREDENTIAL_NOT_FINISHED);
    CHECK(differing.words == L"The new password was not typed the same way twice. Please type it again.");

    CHECK(change(ui, L"old", L"new", L"new").change.has_value());
    CHECK(ui.report(static_cast<LONG>(0xc000006a)) ==
          L"The old password is not right. Please type it again.");
    CHECK(ui.submit().words == hint); // what was typed is gone
    for (const LONG refused : {static_cast<LONG>(0xc000006b), static_cast<LONG>(0xc000006c)}) {
        CHECK(change(ui, L"old", L"new", L"new").change.has_value());
        CHECK(ui.report(refused).starts_with(L"The new password does not meet the rules"));
    }
    CHECK(change(ui, L"old", L"new", L"new").change.has_value());
    CHECK(ui.report(static_cast<LONG>(0xc000005e)).empty()); // no domain controller: Windows' own words
    CHECK(change(ui, L"old", L"new", L"new").change.has_value());
    ui.deselect();
    ui.select(1);
    CHECK(ui.submit().words == hint);
    CHECK(agent.requests().empty()); // none of them was taken
    ICredentialProviderCredential2* tile = ui.tile(1);
    const auto newPassword = static_cast<DWORD>(ChangeField::NewPassword);
    CHECK_EQUAL(tile->SetStringValue(newPassword, std::wstring(600, L'x').c_str()), E_INVALIDARG);
    CHECK_EQUAL(tile->SetStringValue(99, L"x"), E_INVALIDARG);
    ui.type(ChangeField::NewPassword, L"new");
    LPWSTR shown = nullptr;
    CHECK_EQUAL(tile->GetStringValue(newPassword, &shown), S_OK);
    CHECK(shown != nullptr && *shown == L'\0');
    ::CoTaskMemFree(shown);
}

void fieldsOfAChangeInBothLanguages(Run& run) {
    const std::wstring name = L"Face logon (Kaomon)", japanese = L"顔認証 (Kaomon)";
    labels(run, L"en",
           {name, name, name, name, L"Old password", L"New password", L"New password again", L"Change"});
    labels(run, L"ja",
           {japanese, japanese, japanese, japanese, L"現在のパスワード", L"新しいパスワード",
            L"新しいパスワード（確認）", L"変更"});
}

} // namespace kaomon::testing
