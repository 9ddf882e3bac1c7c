// SPDX-License-Identifier: GPL-3.0-or-later
#include "notices/notice_dialog.h"

#include <algorithm>
#include <utility>

#include <QCheckBox>
#include <QComboBox>
#include <QDateTimeEdit>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QVBoxLayout>

#include "domain/notice.h"
#include "models/display_text.h"
#include "shell/duty_text.h"
#include "shell/form_field.h"
#include "shell/local_text.h"
#include "shell/merge_dialog.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::notices {
namespace {

using shell::FormField;

std::optional<std::string> textOf(const QString& typed) {
    const QString text = typed.trimmed();
    return text.isEmpty() ? std::nullopt : std::optional(ui::toUtf8(text));
}

void setTextOf(FormField& field, const QString& text) {
    field.setText(text);
}

void setTextOf(QPlainTextEdit& field, const QString& text) {
    field.setPlainText(text);
}

QString audienceNames(std::vector<std::string> audience) {
    std::ranges::sort(audience); // the order says nothing
    QStringList names;
    for (const std::string& name : audience) {
        names.append(shell::audienceText(name));
    }
    return shell::listText(names);
}

// As the field shows it.
QString minute(const std::optional<TimePoint>& time) {
    return time ? models::DisplayText::time(time).left(16) : QString();
}

} // namespace

NoticeDialog::NoticeDialog(const std::optional<wire::Notice>& notice, QWidget* parent)
    : FormDialog({notice ? tr("Change notice") : tr("New notice"),
                  tr("A language that you leave empty is stood for by the other one. Plain text; links only "
                     "as https://."),
                  notice ? tr("Change notice") : tr("Publish")},
                 parent)
    , m_known(notice)
    , m_kind(new QComboBox(this))
    , m_console(new QCheckBox(this))
    , m_client(new QCheckBox(this))
    , m_mail(new QCheckBox(this))
    , m_from(new QDateTimeEdit(QDateTime::currentDateTime(), this))
    , m_ends(new QCheckBox(this))
    , m_to(new QDateTimeEdit(QDateTime::currentDateTime().addDays(7), this))
    , m_fault(shell::makeLabel("error", this)) {
    build();
    if (notice) {
        fill(*notice);
    }
    update();
}

void NoticeDialog::build() {
    for (const char* kind : {"other", "technical", "planned", "emergency", "serious_defect", "release"}) {
        m_kind->addItem(shell::noticeKindText(kind), QString::fromLatin1(kind));
    }
    shell::setNamedText(m_console, shell::audienceText("console"));
    shell::setNamedText(m_client, shell::audienceText("client"));
    shell::setNamedText(m_mail, shell::audienceText("mail"));
    m_client->setChecked(true);
    for (QDateTimeEdit* edit : {m_from, m_to}) {
        edit->setCalendarPopup(true);
        edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
    }
    shell::setNamedText(m_ends, tr("Until"));
    m_kind->setAccessibleName(tr("Kind"));
    m_from->setAccessibleName(tr("From"));
    m_to->setAccessibleName(tr("Shown until"));
    auto* form = new QFormLayout;
    form->addRow(tr("Kind"), m_kind);
    auto* audience = new QHBoxLayout;
    for (QCheckBox* box : {m_console, m_client, m_mail}) {
        audience->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &NoticeDialog::update);
    }
    audience->addStretch(1);
    form->addRow(tr("Shown to"), audience);
    auto* times = new QHBoxLayout;
    times->addWidget(m_from);
    times->addWidget(m_ends);
    times->addWidget(m_to);
    times->addStretch(1);
    form->addRow(tr("From"), times);
    body()->addLayout(form);
    auto* tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->addTab(textsTab(m_japanese, tr("Japanese")), tr("Japanese"));
    tabs->addTab(textsTab(m_english, tr("English")), tr("English"));
    body()->addWidget(tabs, 1);
    body()->addWidget(m_fault);
    connect(m_ends, &QCheckBox::toggled, this, &NoticeDialog::update);
    connect(m_from, &QDateTimeEdit::dateTimeChanged, this, &NoticeDialog::update);
    connect(m_to, &QDateTimeEdit::dateTimeChanged, this, &NoticeDialog::update);
}

QWidget* NoticeDialog::textsTab(Texts& texts, const QString& language) {
    auto* tab = new QWidget(this);
    texts.title = new FormField(FormField::Kind::Text, tab);
    texts.title->setLabel(tr("Title (%1)").arg(language));
    texts.body = new QPlainTextEdit(tab);
    texts.body->setAccessibleName(tr("Text (%1)").arg(language));
    texts.body->setTabChangesFocus(true);
    texts.body->setMinimumHeight(90);
    texts.preview = new QLabel(tab);
    texts.preview->setTextFormat(Qt::PlainText);
    texts.preview->setWordWrap(true);
    texts.preview->setAccessibleName(tr("Preview (%1)").arg(language));
    texts.preview->setContentsMargins(12, 10, 12, 10);
    auto* card = new QFrame(tab);
    ui::setPart(*card, "card");
    auto* inside = new QVBoxLayout(card);
    inside->addWidget(texts.preview);
    auto* column = new QVBoxLayout(tab);
    column->setContentsMargins(0, 8, 0, 0);
    column->addWidget(texts.title);
    column->addWidget(texts.body, 1);
    column->addWidget(card);
    connect(texts.title, &FormField::textChanged, this, &NoticeDialog::update);
    connect(texts.body, &QPlainTextEdit::textChanged, this, &NoticeDialog::update);
    return tab;
}

void NoticeDialog::fill(const wire::Notice& notice) {
    m_kind->setCurrentIndex(qMax(0, m_kind->findData(ui::toQString(notice.kind))));
    tickAudience(notice.audience);
    m_from->setDateTime(shell::toDateTime(notice.startsAt));
    setEnd(notice.endsAt);
    m_japanese.title->setText(ui::toQString(notice.titleJa));
    m_japanese.body->setPlainText(ui::toQString(notice.bodyJa));
    m_english.title->setText(ui::toQString(notice.titleEn));
    m_english.body->setPlainText(ui::toQString(notice.bodyEn));
}

void NoticeDialog::tickAudience(const std::vector<std::string>& audience) {
    const auto isFor = [&](const char* name) {
        return std::ranges::find(audience, std::string(name)) != audience.end();
    };
    m_console->setChecked(isFor("console"));
    m_client->setChecked(isFor("client"));
    m_mail->setChecked(isFor("mail"));
}

void NoticeDialog::setEnd(const std::optional<TimePoint>& end) {
    m_ends->setChecked(end.has_value());
    if (end) {
        m_to->setDateTime(shell::toDateTime(*end));
    }
}

void NoticeDialog::takeNewer(const wire::Notice& newer) {
    if (!m_known || newer.id != m_known->id || newer.rev == m_known->rev) {
        return;
    }
    const wire::Notice before = std::exchange(*m_known, newer);
    const wire::NoticeDraft mine = draft();
    const auto kind = [](const std::string& name) { return shell::noticeKindText(name); };
    std::vector<shell::MergeField> fields{
        {tr("Kind"), kind(before.kind), kind(newer.kind), kind(mine.kind),
         [this, newer] { m_kind->setCurrentIndex(qMax(0, m_kind->findData(ui::toQString(newer.kind)))); }},
        {tr("Shown to"), audienceNames(before.audience), audienceNames(newer.audience),
         audienceNames(mine.audience), [this, newer] { tickAudience(newer.audience); }},
        {tr("From"), minute(before.startsAt), minute(newer.startsAt), minute(mine.startsAt),
         [this, newer] { m_from->setDateTime(shell::toDateTime(newer.startsAt)); }},
        {tr("Until"), minute(before.endsAt), minute(newer.endsAt), minute(mine.endsAt),
         [this, newer] { setEnd(newer.endsAt); }}};
    const auto text = [&fields](const QString& label, const std::string& old, const std::string& now,
                                const std::optional<std::string>& typed, auto* edit) {
        fields.push_back({label, ui::toQString(old), ui::toQString(now), ui::toQString(typed.value_or("")),
                          [edit, now] { setTextOf(*edit, ui::toQString(now)); }});
    };
    const QString titleJa = m_japanese.title->edit()->accessibleName();
    const QString titleEn = m_english.title->edit()->accessibleName();
    text(titleJa, before.titleJa, newer.titleJa, mine.titleJa, m_japanese.title);
    text(m_japanese.body->accessibleName(), before.bodyJa, newer.bodyJa, mine.bodyJa, m_japanese.body);
    text(titleEn, before.titleEn, newer.titleEn, mine.titleEn, m_english.title);
    text(m_english.body->accessibleName(), before.bodyEn, newer.bodyEn, mine.bodyEn, m_english.body);
    shell::mergeFields(shell::localText(before.titleJa, before.titleEn), std::move(fields), this);
    update();
}

wire::NoticeDraft NoticeDialog::draft() const {
    wire::NoticeDraft draft;
    draft.kind = ui::toUtf8(m_kind->currentData().toString());
    const std::pair<QCheckBox*, const char*> audience[] = {
        {m_console, "console"}, {m_client, "client"}, {m_mail, "mail"}};
    for (const auto& [box, name] : audience) {
        if (box->isChecked()) {
            draft.audience.emplace_back(name);
        }
    }
    draft.titleJa = textOf(m_japanese.title->text());
    draft.bodyJa = textOf(m_japanese.body->toPlainText());
    draft.titleEn = textOf(m_english.title->text());
    draft.bodyEn = textOf(m_english.body->toPlainText());
    draft.startsAt = shell::toTimePoint(m_from->dateTime());
    if (m_ends->isChecked()) {
        draft.endsAt = shell::toTimePoint(m_to->dateTime());
    }
    return draft;
}

// The rules are those of the server; the server has the last word, since it also knows the hosts of links.
QString NoticeDialog::fault() const {
    const wire::NoticeDraft typed = draft();
    if (typed.audience.empty()) {
        return tr("Choose who sees it.");
    }
    for (const auto& title : {typed.titleJa, typed.titleEn}) {
        if (title && !domain::checkNoticeTitle(*title, {})) {
            return tr("A title is one line of at most 200 bytes.");
        }
    }
    for (const auto& text : {typed.bodyJa, typed.bodyEn}) {
        if (text && !domain::checkNoticeBody(*text, {}, {})) {
            return tr(
                "The text is too long, or has a link that is not https:// or signs that cannot be shown.");
        }
    }
    if (m_ends->isChecked() && m_to->dateTime() <= m_from->dateTime()) {
        return tr("It ends before it begins.");
    }
    return {};
}

void NoticeDialog::update() {
    m_to->setEnabled(m_ends->isChecked());
    for (const Texts* texts : {&m_japanese, &m_english}) {
        const Texts& other = texts == &m_japanese ? m_english : m_japanese;
        const auto either = [](const QString& own, const QString& fallback) {
            return own.trimmed().isEmpty() ? fallback.trimmed() : own.trimmed();
        };
        const QString title = either(texts->title->text(), other.title->text());
        const QString text = either(texts->body->toPlainText(), other.body->toPlainText());
        texts->preview->setText(title.isEmpty() && text.isEmpty() ? tr("This is how it will look.")
                                                                  : title + QStringLiteral("\n\n") + text);
    }
    const bool hasText =
        !m_japanese.title->text().trimmed().isEmpty() || !m_english.title->text().trimmed().isEmpty();
    const bool hasBody = !m_japanese.body->toPlainText().trimmed().isEmpty() ||
                         !m_english.body->toPlainText().trimmed().isEmpty();
    m_fault->setText(hasText ? fault() : QString());
    m_fault->setVisible(!m_fault->text().isEmpty());
    setComplete(hasText && hasBody && fault().isEmpty());
}

} // namespace kaomon::notices
