// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/form_dialog.h"
#include "ui/prompts.h"
#include "ui/state_panel.h"
#include "users/face_access_presenter.h"
#include "users/faces_presenter.h"
#include "users/person_history_presenter.h"
#include "wire/users.h"

class QPushButton;
class QTabWidget;
class QTableView;

namespace kaomon::users {

// The timeline, the enrolments of one person and who was given them, in tabs. Opened with open(); deletes
// itself when closed. Session and prompts outlive it.
class PersonDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    enum Tab { Timeline, Faces, Accesses };

    PersonDialog(shell::ConsoleSession& session, const wire::User& user, Tab tab, ui::Prompts& prompts,
                 QWidget* parent);

signals:
    void facesChanged();

private:
    [[nodiscard]] QWidget* makeTimeline();
    [[nodiscard]] QWidget* makeFaces();
    [[nodiscard]] QWidget* makeAccesses();
    [[nodiscard]] QString nameOf(const TemplateId& face) const;
    void refresh();
    void acceptSelected();
    void askRefuse();
    void askRemove();
    [[nodiscard]] const wire::FaceTemplate* selected() const;

    PersonHistoryPresenter m_history;
    mutable FacesPresenter m_faces;
    FaceAccessPresenter m_accesses;
    bool m_hasAskedAccesses = false;
    ui::Prompts& m_prompts;
    const QString m_login;
    ui::StatePanel* m_historyStates;
    QPushButton* m_more;
    ui::StatePanel* m_faceStates;
    ui::StatePanel* m_accessStates;
    QPushButton* m_moreAccesses;
    QTableView* m_table;
    QPushButton* m_accept;
    QPushButton* m_refuse;
    QPushButton* m_remove;
};

} // namespace kaomon::users
