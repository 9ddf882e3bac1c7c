// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QPointer>

#include "base/error.h"
#include "shell/feature_presenter.h"
#include "ui/banner.h"

class QPushButton;
class QVBoxLayout;

namespace kaomon::shell {

// The frame of every dialog with fields: title, what it is about, the fields, what was refused, "Cancel" and
// the button that goes on. That button only says so (submitted()): the dialog is closed when the act is done,
// so that a refusal loses nothing typed; while the act runs the fields are off, and "Cancel" closes the
// dialog without calling the act back. Opened with open(); deletes itself when closed.
class FormDialog : public QDialog {
    Q_OBJECT
public:
    struct Texts {
        QString title;
        QString text;
        QString accept;
        bool isDangerous = false;
        QString cancel = {}; // instead of "Cancel"
    };

    FormDialog(const Texts& texts, QWidget* parent);

    [[nodiscard]] QVBoxLayout* body() const { return m_body; }
    [[nodiscard]] QPushButton* acceptButton() const { return m_accept; }
    void say(ErrorCode code);
    void setComplete(bool isComplete);
    // Closes itself when the presenter's next command is done, and shows why it was not.
    void follow(FeaturePresenter& presenter);
    // The same for what the server takes while it is read-only, too.
    void watch(FeaturePresenter& presenter);

signals:
    void submitted();

protected:
    void showEvent(QShowEvent* event) override;
    // For a question whose answer was just handed on: closes it, unless it follows a presenter's command.
    void closeUnlessFollowing();

private:
    void update();
    // The fields in their order, then the buttons; the first of them has the input unless somebody chose
    // another.
    void orderFocus();

    QWidget* m_fields;
    QVBoxLayout* m_body;
    ui::Banner* m_error;
    QPushButton* m_cancel;
    QPushButton* m_accept;
    FeaturePresenter* m_presenter = nullptr;
    QPointer<QWidget> m_focusBefore; // of the act that runs
    bool m_isComplete = true;
    bool m_wasSubmitted = false;
};

} // namespace kaomon::shell
