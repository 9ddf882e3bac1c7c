// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QString>

#include "client/services.h"
#include "shell/console_session.h"

namespace kaomon::users {

// The OS accounts that one user's face may open: a signed `account_links` document per user. Reads it, checks
// its signature, and writes the next version signed with this administrator's key. GUI thread; the session
// outlives it.
class AccountLinksPresenter final : public QObject {
    Q_OBJECT
public:
    explicit AccountLinksPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    // Empty id: nobody is shown.
    void show(const UserId& user);
    [[nodiscard]] const UserId& user() const { return m_user; }
    [[nodiscard]] bool isBusy() const { return m_isBusy; }
    [[nodiscard]] shell::ConsoleSession& session() const { return m_session; }
    [[nodiscard]] std::optional<ErrorCode> error() const { return m_error; }
    [[nodiscard]] const std::vector<wire::AccountLink>& links() const { return m_links; }
    // PCs that may be linked: all that are not revoked.
    [[nodiscard]] const std::vector<wire::Device>& devices() const { return m_devices; }
    // Name of the PC or the domain of a link.
    [[nodiscard]] QString authorityName(const std::string& authority) const;

    // `authority`: a device id, or the name of a domain. Doing it twice changes nothing.
    void add(const std::string& authority, const QString& account);
    void remove(const wire::AccountLink& link);

signals:
    void changed();
    void linked();

private:
    void fetchDocuments(int generation);
    void fetchDevices(int generation);
    void takeDocuments(const wire::PolicyDocumentList& list);
    void store(std::vector<wire::AccountLink> links);
    void stop(ErrorCode code);
    [[nodiscard]] std::string scope() const { return "user:" + m_user.text(); }

    shell::ConsoleSession& m_session;
    UserId m_user;
    std::vector<wire::AccountLink> m_links;
    std::vector<wire::Device> m_devices;
    std::optional<wire::PolicyDocument> m_document; // as the server has it
    std::optional<ErrorCode> m_error;
    bool m_isBusy = false;
    int m_generation = 0;
};

} // namespace kaomon::users
