// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QDateTime>
#include <QObject>
#include <QString>

#include "base/result.h"
#include "client/services.h"
#include "models/enrolment_code_list_model.h"
#include "models/list_state.h"
#include "shell/console_session.h"

namespace kaomon::devices {

// What "New enrolment code" asks for.
struct CodeForm {
    QString label;
    int uses = 1;
    int validDays = 7;
    std::string group = {};  // of PCs; empty: the first one
    bool autoApprove = true; // false: the PCs wait until somebody takes them in
};

// A code that has just been made. Both texts are secrets, shown once and forgotten when the dialog closes.
struct IssuedCode {
    QString label;
    QString code;
    QString bundle; // JSON of the bundle file
    QDateTime notAfter;
    int uses = 1;
};

// Enrolment codes: made and signed here with the administrator's keys, so that the server never sees the
// code. GUI thread; the session outlives it.
class EnrolmentCodesPresenter final : public QObject {
    Q_OBJECT
public:
    static constexpr int kMaximumUses = 1000;
    static constexpr int kMaximumDays = 90;

    explicit EnrolmentCodesPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    [[nodiscard]] models::EnrolmentCodeListModel& model() { return m_model; }
    [[nodiscard]] models::ListState state() const { return m_state; }
    [[nodiscard]] std::optional<ErrorCode> listError() const { return m_listError; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] shell::ConsoleSession& session() const { return m_session; }
    [[nodiscard]] bool mayManage() const { return m_session.isOpen() && m_session.mayManage(); }

    [[nodiscard]] static bool isComplete(const CodeForm& form);
    void reload();
    void clear();
    void create(const CodeForm& form);
    void revoke(const wire::EnrolmentCode& code);

    // The bundle as a file that only its owner may read. ErrorCode::StorageFailed.
    [[nodiscard]] static Status saveBundle(const IssuedCode& code, const QString& path);

signals:
    void changed();
    void issued(const kaomon::devices::IssuedCode& code);
    void commandDone();
    void commandFailed(kaomon::ErrorCode code);

private:
    void setState(models::ListState state);
    void stop(const Error& error);

    shell::ConsoleSession& m_session;
    models::EnrolmentCodeListModel m_model;
    models::ListState m_state = models::ListState::Loading;
    std::optional<ErrorCode> m_listError;
    int m_generation = 0;
    bool m_isBusy = false;
};

} // namespace kaomon::devices
