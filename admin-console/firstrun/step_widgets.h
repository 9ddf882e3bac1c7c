// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "firstrun/first_run_flow.h"
#include "shell/form_field.h"
#include "ui/banner.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QTextBrowser;

namespace kaomon::firstrun {

// The five forms of the first run. Each shows what the flow says and reports its buttons; none decides.
// refresh() follows the flow, retranslate() the language. Owned by the page; GUI thread.
class StepWidget : public QWidget {
    Q_OBJECT
public:
    using QWidget::QWidget;
    virtual void refresh(const FirstRunFlow& flow) = 0;
    virtual void retranslate() = 0;
    virtual void focusFirst() = 0;
};

class ServerStep final : public StepWidget {
    Q_OBJECT
public:
    explicit ServerStep(QWidget* parent);
    void setAddress(const QString& address) { m_address->setText(address); }
    void refresh(const FirstRunFlow& flow) override;
    void retranslate() override;
    void focusFirst() override;

signals:
    void connectRequested(const QString& address);
    void organisationFileRequested();

private:
    QLabel* m_intro;
    shell::FormField* m_address;
    QPushButton* m_connect;
    QLabel* m_existing;
    QPushButton* m_openFile;
    bool m_isBusy = false;
};

class FingerprintStep final : public StepWidget {
    Q_OBJECT
public:
    explicit FingerprintStep(QWidget* parent);
    void refresh(const FirstRunFlow& flow) override;
    void retranslate() override;
    void focusFirst() override;

signals:
    void trusted();
    void refused();

private:
    QLabel* m_intro;
    shell::FormField* m_fingerprint;
    QPushButton* m_trust;
    QPushButton* m_refuse;
};

class CodeStep final : public StepWidget {
    Q_OBJECT
public:
    explicit CodeStep(QWidget* parent);
    void refresh(const FirstRunFlow& flow) override;
    void retranslate() override;
    void focusFirst() override;

signals:
    void submitted(const QString& code);

private:
    QLabel* m_intro;
    shell::FormField* m_code;
    QPushButton* m_next;
    bool m_isBusy = false;
};

class OwnerStep final : public StepWidget {
    Q_OBJECT
public:
    explicit OwnerStep(QWidget* parent);
    // Takes the passwords out of their fields.
    [[nodiscard]] OwnerForm takeForm();
    void refresh(const FirstRunFlow& flow) override;
    void retranslate() override;
    void focusFirst() override;

signals:
    void submitted();

private:
    void checkForm();
    [[nodiscard]] OwnerForm readForm() const;
    [[nodiscard]] QString faultText(domain::PasswordFault fault) const;

    QLabel* m_intro;
    ui::Banner* m_demo;
    shell::FormField* m_login;
    shell::FormField* m_name;
    shell::FormField* m_mail;
    shell::FormField* m_password;
    shell::FormField* m_repeated;
    QPushButton* m_make;
    bool m_isBusy = false;
    bool m_isDemo = false;
};

class SheetStep final : public StepWidget {
    Q_OBJECT
public:
    explicit SheetStep(QWidget* parent);
    void setSaved(const QString& path);
    void setSaveFailed(ErrorCode code);
    // What the person wants to do first: the name of a sample policy or nothing, and whether a licence is at
    // hand.
    [[nodiscard]] QString sample() const;
    [[nodiscard]] bool hasLicence() const;
    void refresh(const FirstRunFlow& flow) override;
    void retranslate() override;
    void focusFirst() override;

signals:
    void saveRequested();
    void finishRequested();

private:
    void updateButtons();

    QLabel* m_intro;
    QTextBrowser* m_view;
    QPushButton* m_save;
    QLabel* m_saved;
    QCheckBox* m_stored;
    QLabel* m_sampleLabel;
    QComboBox* m_sample;
    QCheckBox* m_licence;
    QPushButton* m_finish;
    QString m_path;
    bool m_isBusy = false;
    bool m_hasSheet = false;
};

} // namespace kaomon::firstrun
