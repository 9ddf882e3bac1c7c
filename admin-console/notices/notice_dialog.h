// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "shell/form_dialog.h"
#include "wire/notices.h"

class QCheckBox;
class QComboBox;
class QDateTimeEdit;
class QLabel;
class QPlainTextEdit;

namespace kaomon::shell {
class FormField;
}

namespace kaomon::notices {

// A notice of the organisation, new or to be changed: kind, who sees it, when, its text in both languages,
// and how it will look. Opened with open(); deletes itself when closed. GUI thread.
class NoticeDialog final : public shell::FormDialog {
    Q_OBJECT
public:
    NoticeDialog(const std::optional<wire::Notice>& notice, QWidget* parent);

    [[nodiscard]] wire::NoticeDraft draft() const;
    // What the fields were filled from; nullopt: a new one.
    [[nodiscard]] const std::optional<wire::Notice>& known() const { return m_known; }
    // Somebody else has saved the notice that is being changed.
    void takeNewer(const wire::Notice& newer);

private:
    struct Texts {
        shell::FormField* title;
        QPlainTextEdit* body;
        QLabel* preview;
    };

    void build();
    [[nodiscard]] QWidget* textsTab(Texts& texts, const QString& language);
    void fill(const wire::Notice& notice);
    void tickAudience(const std::vector<std::string>& audience);
    void setEnd(const std::optional<TimePoint>& end);
    void update();
    [[nodiscard]] QString fault() const;

    std::optional<wire::Notice> m_known;
    QComboBox* m_kind;
    QCheckBox* m_console;
    QCheckBox* m_client;
    QCheckBox* m_mail;
    QDateTimeEdit* m_from;
    QCheckBox* m_ends;
    QDateTimeEdit* m_to;
    Texts m_japanese{};
    Texts m_english{};
    QLabel* m_fault;
};

} // namespace kaomon::notices
