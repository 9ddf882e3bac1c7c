// SPDX-License-Identifier: GPL-3.0-or-later
#include "devices/enrolment_codes_presenter.h"

#include <chrono>

#include <QLoggingCategory>
#include <QSaveFile>

#include "shell/proven_call.h"
#include "ui/qt_text.h"

namespace kaomon::devices {
namespace {

Q_LOGGING_CATEGORY(lcCodes, "kaomon.console.enrolment")

using models::ListState;

} // namespace

EnrolmentCodesPresenter::EnrolmentCodesPresenter(shell::ConsoleSession& session, QObject* parent)
    : QObject(parent)
    , m_session(session) {
    connect(&session, &shell::ConsoleSession::rightsChanged, this, &EnrolmentCodesPresenter::changed);
}

void EnrolmentCodesPresenter::setState(ListState state) {
    m_state = state;
    emit changed();
}

void EnrolmentCodesPresenter::reload() {
    if (!mayManage()) {
        return;
    }
    if (m_model.rowCount() == 0) {
        setState(ListState::Loading);
    }
    const int generation = ++m_generation;
    client::EnrolmentCodeService(m_session.api())
        .list()
        .then(this, [this, generation](const Result<wire::EnrolmentCodeList>& list) {
            if (generation != m_generation) {
                return;
            }
            if (!list) {
                m_listError = list.error().code;
                setState(ListState::Failed);
                return;
            }
            m_model.setRows(list->items);
            m_listError.reset();
            setState(m_model.rowCount() == 0 ? ListState::Empty : ListState::Content);
        });
}

void EnrolmentCodesPresenter::clear() {
    ++m_generation;
    m_model.setRows({});
    m_isBusy = false;
    setState(ListState::Loading);
}

bool EnrolmentCodesPresenter::isComplete(const CodeForm& form) {
    return !form.label.trimmed().isEmpty() && form.uses >= 1 && form.uses <= kMaximumUses &&
           form.validDays >= 1 && form.validDays <= kMaximumDays;
}

void EnrolmentCodesPresenter::stop(const Error& error) {
    qCInfo(lcCodes) << "command failed:" << ui::toQString(wireName(error.code))
                    << ui::toQString(error.detail);
    m_isBusy = false;
    emit commandFailed(error.code);
    emit changed();
}

void EnrolmentCodesPresenter::create(const CodeForm& form) {
    if (m_isBusy || !mayManage() || !isComplete(form)) {
        return;
    }
    if (m_session.keyring() == nullptr) {
        stop(Error(ErrorCode::KeyUnavailable));
        return;
    }
    client::EnrolmentOrder order;
    order.label = ui::toUtf8(form.label.trimmed());
    order.useCount = form.uses;
    order.group = form.group;
    order.autoApprove = form.autoApprove;
    order.notAfter = m_session.clock().now() + std::chrono::days(form.validDays);
    order.serverUrl = ui::toUtf8(m_session.tenant().server);
    order.tenantName = ui::toUtf8(m_session.tenant().tenantName);
    const auto code = m_session.keyring()->makeEnrolmentCode(order);
    if (!code) {
        stop(code.error());
        return;
    }
    m_isBusy = true;
    emit changed();
    const IssuedCode result{form.label.trimmed(), ui::toQString(code->code.reveal()),
                            ui::toQString(code->bundle.reveal()),
                            QDateTime::currentDateTime().addDays(form.validDays), form.uses};
    shell::proven(m_session, [this, request = code->request] {
        return client::EnrolmentCodeService(m_session.api()).create(request);
    }).then(this, [this, result](const Result<wire::EnrolmentCode>& stored) {
        if (!stored) {
            stop(stored.error());
            return;
        }
        m_isBusy = false;
        emit commandDone();
        emit issued(result);
        emit changed();
        reload();
    });
}

void EnrolmentCodesPresenter::revoke(const wire::EnrolmentCode& code) {
    if (m_isBusy || !mayManage()) {
        return;
    }
    m_isBusy = true;
    emit changed();
    client::EnrolmentCodeService(m_session.api())
        .revoke(code.codeId)
        .then(this, [this](const Status& status) {
            if (!status) {
                stop(status.error());
                return;
            }
            m_isBusy = false;
            emit commandDone();
            emit changed();
            reload();
        });
}

Status EnrolmentCodesPresenter::saveBundle(const IssuedCode& code, const QString& path) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return fail(ErrorCode::StorageFailed, "cannot open the file: " + file.errorString().toStdString());
    }
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(code.bundle.toUtf8());
    if (!file.commit()) {
        return fail(file.error() == QFileDevice::ResourceError ? ErrorCode::DiskFull
                                                               : ErrorCode::StorageFailed,
                    "cannot write the file: " + file.errorString().toStdString());
    }
    return {};
}

} // namespace kaomon::devices
