// SPDX-License-Identifier: GPL-3.0-or-later
#include "users/unsent_face_note.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "models/display_text.h"
#include "shell/form_field.h"
#include "ui/theme.h"

namespace kaomon::users {
namespace {

const QLatin1String kSource("unsent-face");

QString asked(const UnsentFacesPresenter& faces) {
    const QString time = models::DisplayText::time(faces.takenAt());
    const QString what =
        faces.person().isEmpty()
            ? UnsentFaceDialog::tr("A face that you took at %1 is not at the server.").arg(time)
            : UnsentFaceDialog::tr("The face of %1, which you took at %2, is not at the server.")
                  .arg(faces.person(), time);
    return UnsentFaceDialog::tr("%1 %2").arg(
        what,
        UnsentFaceDialog::tr("It is kept sealed on this PC, for at most three days. Discarded, it has to be "
                             "taken again."));
}

} // namespace

UnsentFaceDialog::UnsentFaceDialog(UnsentFacesPresenter& presenter, QWidget* parent)
    : FormDialog({tr("A face was not sent"), asked(presenter), tr("Send now"), false, tr("Decide later")},
                 parent) {
    auto* discard = new QPushButton(this);
    shell::setNamedText(discard, tr("Discard the face"));
    discard->setAutoDefault(false);
    ui::setPart(*discard, "danger");
    body()->addWidget(discard, 0, Qt::AlignLeft);
    follow(presenter);
    connect(this, &FormDialog::submitted, &presenter, &UnsentFacesPresenter::send);
    connect(discard, &QPushButton::clicked, this, [this, &presenter] {
        presenter.giveUp();
        accept();
    });
    acceptButton()->setFocus();
}

UnsentFaceNote::UnsentFaceNote(shell::ConsoleSession& session, shell::MessageBar& bar, QWidget& window)
    : m_faces(session)
    , m_bar(bar) {
    connect(&session, &shell::ConsoleSession::opened, &m_faces, &UnsentFacesPresenter::reload);
    connect(&session, &shell::ConsoleSession::closed, &m_faces, &UnsentFacesPresenter::clear);
    connect(&m_faces, &UnsentFacesPresenter::changed, this, &UnsentFaceNote::refresh);
    connect(&bar, &shell::MessageBar::activated, this, [this, &window](const QString& key) {
        if (key == kSource && m_faces.count() > 0) {
            (new UnsentFaceDialog(m_faces, &window))->open();
        }
    });
}

void UnsentFaceNote::refresh() {
    const bool isTold = m_faces.count() > 0 && m_faces.state() != models::ListState::Loading;
    m_bar.setMessages(
        kSource, isTold ? std::vector<shell::MessageBar::Message>{{kSource, ui::Tone::Warning,
                                                                   tr("%n face(s) that you took here were "
                                                                      "not sent to the server.",
                                                                      nullptr, m_faces.count()),
                                                                   tr("Send or discard…")}}
                        : std::vector<shell::MessageBar::Message>());
}

} // namespace kaomon::users
