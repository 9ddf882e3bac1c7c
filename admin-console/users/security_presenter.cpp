// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/security_presenter.h"

#include "models/display_text.h"
#include "ui/qt_text.h"

namespace kaomon::users {
namespace {

using models::DisplayText;

QString placeText(const std::string& source) {
    if (source == "console") {
        return SecurityPresenter::tr("consoles");
    }
    if (source == "session") {
        return SecurityPresenter::tr("a running session");
    }
    return source.starts_with("device:") ? SecurityPresenter::tr("PC %1").arg(ui::toQString(source.substr(7)))
                                         : ui::toQString(source);
}

} // namespace

SecurityPresenter::SecurityPresenter(shell::ConsoleSession& session, QObject* parent)
    : FeaturePresenter(session, parent)
    , m_failures(
          {{[] { return tr("Time"); },
            [](const wire::SignInFailure& row) { return DisplayText::time(row.at); }},
           {[] { return tr("From"); }, [](const wire::SignInFailure& row) { return placeText(row.source); }},
           {[] { return tr("Network"); },
            [](const wire::SignInFailure& row) { return ui::toQString(row.address); }}},
          [](const wire::SignInFailure& row) {
              return std::to_string(row.at.time_since_epoch().count()) + row.source + row.address;
          }) {}

void SecurityPresenter::show(const UserId& user) {
    m_user = user;
    m_security = {};
    m_failures.setRows({});
    setState(models::ListState::Loading);
    if (!user.isEmpty()) {
        reload();
    }
}

void SecurityPresenter::reload() {
    if (m_user.isEmpty() || !beginLoading(state() == models::ListState::Content)) {
        return;
    }
    load(client::AccountService(api()).security(m_user), [this](const wire::AccountSecurity& security) {
        m_security = security;
        m_failures.setRows(security.failures);
        return models::ListState::Content;
    });
}

void SecurityPresenter::clear() {
    m_user = {};
    m_security = {};
    m_failures.setRows({});
    FeaturePresenter::clear();
}

QStringList SecurityPresenter::obstacles() const {
    QStringList lines;
    for (const wire::LockSource& source : m_security.sources) {
        if (source.lockedUntil) {
            lines.append(tr("Locked for %1 until %2 after %3 wrong passwords.")
                             .arg(placeText(source.source), DisplayText::time(*source.lockedUntil))
                             .arg(source.failures));
        }
    }
    if (m_security.vaultFrozenAt) {
        lines.append(tr("The vault rests since the reissue at %1, until a face from before is seen.")
                         .arg(DisplayText::time(*m_security.vaultFrozenAt)));
    }
    return lines;
}

void SecurityPresenter::unlock(const QString& reason, bool needsNewPassword) {
    command(
        [this, user = m_user, request = wire::UnlockRequest{ui::toUtf8(reason), needsNewPassword}] {
            return client::AccountService(api()).unlock(user, request);
        },
        [this](const wire::AccountSecurity&) {
            emit unlocked();
            reload();
        });
}

} // namespace kaomon::users
