// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "vault/vault_presenter.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace kaomon::vaultpage {

// The fields of one entry; what is left empty of the secret ones stays as it is. Owned by its page; GUI
// thread.
class EntryForm final : public QWidget {
    Q_OBJECT
public:
    explicit EntryForm(QWidget* parent = nullptr);

    // A new one for null. One of the applications fills it, or none does.
    void begin(const wire::VaultEntrySummary* entry, const std::vector<Application>& applications);
    void end(); // forgets what was typed

signals:
    void submitted(kaomon::vaultpage::EntryDraft& draft);
    void cancelled();

protected:
    void changeEvent(QEvent* event) override;

private:
    void submit();
    void retranslate();

    QString m_id;
    long long m_version = 0;
    QLabel* m_labels[7];
    QLineEdit* m_title;
    QLineEdit* m_userName;
    QLineEdit* m_secret;
    QLineEdit* m_totp;
    QLineEdit* m_url;
    QLineEdit* m_tags;
    QComboBox* m_application;
    QPushButton* m_generate;
    QPushButton* m_save;
    QPushButton* m_cancel;
};

} // namespace kaomon::vaultpage
