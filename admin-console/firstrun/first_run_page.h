// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "firstrun/step_widgets.h"
#include "ui/banner.h"
#include "ui/prompts.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace kaomon::firstrun {

// The wizard of the first run: one form at a time in the middle of the window, over a FirstRunFlow. GUI
// thread.
class FirstRunPage final : public QWidget {
    Q_OBJECT
public:
    // All of these outlive the page. `sheetPath`: where the recovery sheet goes without a dialog; may be
    // empty.
    FirstRunPage(FirstRunFlow& flow, ui::Prompts& prompts, QString sheetPath, QWidget* parent = nullptr);

    void setServerAddress(const QString& address);
    // What is to be opened after the first session has begun; see SheetStep.
    [[nodiscard]] QString sample() const { return m_sheet->sample(); }
    [[nodiscard]] bool hasLicence() const { return m_sheet->hasLicence(); }

signals:
    // The organisation exists already; its sign-in is next.
    void organisationOpened(const kaomon::shell::KnownTenant& tenant);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void retranslate();
    void openOrganisation();
    void saveSheet();
    void writeSheet(const QString& path);
    [[nodiscard]] QString busyText() const;

    FirstRunFlow& m_flow;
    ui::Prompts& m_prompts;
    QString m_sheetPath;
    QLabel* m_title;
    QLabel* m_progress;
    ui::Banner* m_error;
    QStackedWidget* m_steps;
    ServerStep* m_server;
    FingerprintStep* m_fingerprint;
    CodeStep* m_code;
    OwnerStep* m_owner;
    SheetStep* m_sheet;
    QProgressBar* m_bar;
    QLabel* m_busy;
    QPushButton* m_back;
};

} // namespace kaomon::firstrun
