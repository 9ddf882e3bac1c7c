// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "shell/form_dialog.h"
#include "shell/message_bar.h"
#include "users/unsent_faces_presenter.h"

namespace kaomon::users {

// What becomes of a face that was not sent: sent now, or discarded. Opened with open(); deletes itself when
// closed. The presenter outlives it.
class UnsentFaceDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    UnsentFaceDialog(UnsentFacesPresenter& presenter, QWidget* parent);
};

// Says above every page, from the sign-in on, that a face was not sent, and asks what becomes of it. GUI
// thread; session, bar and window outlive it.
class UnsentFaceNote final : public QObject {
    Q_OBJECT
public:
    UnsentFaceNote(shell::ConsoleSession& session, shell::MessageBar& bar, QWidget& window);

    void retranslate() { refresh(); }
    [[nodiscard]] UnsentFacesPresenter& presenter() { return m_faces; }

private:
    void refresh();

    UnsentFacesPresenter m_faces;
    shell::MessageBar& m_bar;
};

} // namespace kaomon::users
