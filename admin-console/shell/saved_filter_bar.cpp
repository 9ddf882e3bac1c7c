// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/saved_filter_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/write_lock.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::shell {
namespace {

constexpr std::size_t kLongestName = 100; // bytes, as the server counts

} // namespace

SavedFilterBar::SavedFilterBar(SavedFiltersPresenter& saved, QWidget* parent)
    : QWidget(parent)
    , m_saved(saved)
    , m_kept(new QComboBox(this))
    , m_forget(new QPushButton(this))
    , m_save(new QPushButton(this)) {
    m_kept->setObjectName(QStringLiteral("savedFilters"));
    m_kept->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_kept);
    for (QPushButton* button : {m_forget, m_save}) {
        ui::setPart(*button, "link");
        row->addWidget(button);
    }
    lockWrites(saved.session(), {m_forget, m_save});
    connect(m_kept, &QComboBox::activated, this, [this](int index) {
        if (const auto* filter = m_saved.find(ui::toUtf8(m_kept->itemData(index).toString()))) {
            emit chosen(ui::toQString(filter->query));
        }
        refresh();
    });
    connect(m_save, &QPushButton::clicked, this, &SavedFilterBar::askSave);
    connect(m_forget, &QPushButton::clicked, this,
            [this] { m_saved.remove(ui::toUtf8(m_kept->currentData().toString())); });
    connect(&saved, &SavedFiltersPresenter::changed, this, &SavedFilterBar::fill);
    retranslate();
}

void SavedFilterBar::askSave() {
    (new SaveFilterDialog(m_saved, m_current, this))->open();
}

void SavedFilterBar::setCurrent(const QString& query) {
    m_current = query;
    const auto* kept = m_saved.find(ui::toUtf8(m_kept->currentData().toString()));
    if (kept != nullptr && ui::toQString(kept->query) != query) {
        m_kept->setCurrentIndex(0); // the list shows something else now
    }
    refresh();
}

void SavedFilterBar::fill() {
    const QVariant before = m_kept->currentData();
    m_kept->clear();
    m_kept->addItem(tr("Saved filters"), QString());
    for (const wire::SavedFilter& filter : m_saved.filters()) {
        m_kept->addItem(filter.shared ? tr("%1 (shared)").arg(ui::toQString(filter.name))
                                      : ui::toQString(filter.name),
                        ui::toQString(filter.id));
    }
    m_kept->setCurrentIndex(qMax(0, m_kept->findData(before)));
    refresh();
}

void SavedFilterBar::refresh() {
    m_kept->setVisible(!m_saved.filters().empty());
    m_save->setVisible(!m_current.isEmpty());
    const auto* kept = m_saved.find(ui::toUtf8(m_kept->currentData().toString()));
    m_forget->setVisible(kept != nullptr && m_saved.isOwn(*kept));
    setVisible(!m_saved.filters().empty() || !m_current.isEmpty());
}

void SavedFilterBar::retranslate() {
    m_kept->setAccessibleName(tr("Saved filters"));
    setNamedText(m_save, tr("Save filter"));
    setNamedText(m_forget, tr("Delete saved filter"));
    fill();
}

SaveFilterDialog::SaveFilterDialog(SavedFiltersPresenter& saved, const QString& query, QWidget* parent)
    : FormDialog({tr("Save filter"), tr("What the list is filtered by now is kept under this name."),
                  tr("Save filter")},
                 parent)
    , m_name(new FormField(FormField::Kind::Text, this))
    , m_shared(new QCheckBox(this)) {
    m_name->setLabel(tr("Name"));
    setNamedText(m_shared, tr("Other administrators see it too"));
    body()->addWidget(m_name);
    body()->addWidget(m_shared);
    connect(m_name, &FormField::textChanged, this, &SaveFilterDialog::check);
    connect(this, &FormDialog::submitted, this,
            [this, &saved, query] { saved.save(m_name->text(), query, m_shared->isChecked()); });
    follow(saved);
    check();
    m_name->edit()->setFocus();
}

void SaveFilterDialog::check() {
    const std::string name = ui::toUtf8(m_name->text().trimmed());
    const bool isTooLong = name.size() > kLongestName;
    m_name->setFault(isTooLong ? tr("Shorten the name.") : QString());
    setComplete(!name.empty() && !isTooLong);
}

} // namespace kaomon::shell
