// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/feature_presenter.h"

#include <QLoggingCategory>

#include "domain/role.h"
#include "ui/qt_text.h"

namespace kaomon::shell {
namespace {

Q_LOGGING_CATEGORY(lcFeature, "kaomon.console.feature")

} // namespace

FeaturePresenter::FeaturePresenter(ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {
    connect(&session, &ConsoleSession::rightsChanged, this, &FeaturePresenter::changed);
}

bool FeaturePresenter::isOwner() const {
    return m_session.isOpen() && domain::roleFromWire(m_session.user().role) == domain::Role::Owner;
}

void FeaturePresenter::clear() {
    ++m_generation;
    ++m_commands;
    m_isBusy = false;
    m_error.reset();
    setState(models::ListState::Loading);
}

void FeaturePresenter::setState(models::ListState state) {
    m_state = state;
    emit changed();
}

void FeaturePresenter::failLoading(ErrorCode code) {
    ++m_generation; // the other parts no longer count
    m_error = code;
    setState(models::ListState::Failed);
}

void FeaturePresenter::endLoading(models::ListState state) {
    m_error.reset();
    setState(state);
}

bool FeaturePresenter::beginLoading(bool isShownAlready) {
    if (!m_session.isOpen()) {
        return false;
    }
    ++m_generation;
    if (!isShownAlready) {
        setState(models::ListState::Loading);
    }
    return true;
}

void FeaturePresenter::beginCommand() {
    ++m_commands;
    m_isBusy = true;
    emit changed();
}

void FeaturePresenter::endCommand(const Status& status) {
    m_isBusy = false;
    if (!status) {
        refuse(status.error());
        return;
    }
    emit commandDone();
    emit changed();
}

void FeaturePresenter::refuse(const Error& error) {
    qCInfo(lcFeature) << metaObject()->className() << ui::toQString(wireName(error.code))
                      << ui::toQString(error.detail) << ui::toQString(error.field);
    if (error.code != ErrorCode::Cancelled) {
        emit commandFailed(error.code);
    }
    emit changed();
    if (error.code == ErrorCode::ReadOnlyMaintenance) {
        m_session.noteMaintenance();
    }
    if (error.code == ErrorCode::StaleRevision) {
        reload(); // somebody else was faster: show what he did
    }
}

} // namespace kaomon::shell
