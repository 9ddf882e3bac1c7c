// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/import_file_step.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "shell/form_field.h"
#include "shell/write_lock.h"
#include "transfer/import_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::transfer {
namespace {

constexpr int kFileWidth = 160; // pixels; a file's name may be cut off, its tool tip is whole

} // namespace

ImportFileStep::ImportFileStep(ImportPresenter& presenter, ui::Prompts& prompts, QWidget* parent)
    : QWidget(parent)
    , m_import(presenter)
    , m_prompts(prompts)
    , m_choose(new QPushButton(this))
    , m_file(shell::makeLabel("value", this))
    , m_mode(new QComboBox(this))
    , m_encoding(new QComboBox(this))
    , m_table(new QTableWidget(this))
    , m_note(shell::makeLabel("hint", this))
    , m_check(new QPushButton(this)) {
    for (const char* mode : {"upsert", "add", "update", "disable_missing"}) {
        m_mode->addItem(QString(), QString::fromLatin1(mode));
    }
    for (const char* encoding : {"auto", "utf-8", "cp932"}) {
        m_encoding->addItem(QString(), QString::fromLatin1(encoding));
    }
    m_mode->setSizeAdjustPolicy(QComboBox::AdjustToContents); // as long as its words in either language
    m_encoding->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    ui::setPart(*m_check, "primary");
    shell::lockWrites(m_import.session(), {m_check});
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setDefaultSectionSize(170);
    m_file->setWordWrap(false); // "no file" breaks in the middle of its words otherwise
    m_file->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 12, 0, 0);
    auto* first = new QHBoxLayout;
    first->addWidget(m_choose);
    first->addWidget(m_file, 1);
    column->addLayout(first);
    auto* second = new QHBoxLayout;
    second->addWidget(m_mode);
    second->addWidget(m_encoding);
    second->addStretch(1);
    column->addLayout(second);
    column->addWidget(m_note);
    column->addWidget(m_table, 1);
    column->addStretch(0);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    foot->addWidget(m_check);
    column->addLayout(foot);
    connect(m_choose, &QPushButton::clicked, this, &ImportFileStep::askFile);
    connect(m_encoding, &QComboBox::activated, this, &ImportFileStep::readPreview);
    connect(m_check, &QPushButton::clicked, this, [this] { m_import.start(order()); });
    retranslate();
}

void ImportFileStep::askFile() {
    m_prompts.openFile({tr("Choose a CSV file"), {}, tr("CSV file (*.csv *.txt *.tsv);;Every file (*)")},
                       [this](const QString& path) {
                           if (!path.isEmpty()) {
                               openFile(path);
                           }
                       });
}

void ImportFileStep::openFile(const QString& path) {
    m_path = path;
    m_encoding->setCurrentIndex(0);
    readPreview();
}

void ImportFileStep::readPreview() {
    if (m_path.isEmpty()) {
        return;
    }
    auto preview = readCsvPreview(m_path, m_encoding->currentData().toString());
    m_preview.reset();
    if (preview) {
        m_preview = std::move(*preview);
    } else {
        emit failed(preview.error().code);
    }
    showPreview();
    refresh();
}

void ImportFileStep::showPreview() {
    m_meanings.clear();
    m_table->clear();
    m_table->setRowCount(0);
    m_table->setColumnCount(m_preview ? static_cast<int>(m_preview->headers.size()) : 0);
    if (!m_preview) {
        return;
    }
    m_table->setRowCount(static_cast<int>(m_preview->rows.size()) + 1);
    m_table->setHorizontalHeaderLabels(m_preview->headers);
    for (int column = 0; column < m_table->columnCount(); ++column) {
        auto* meaning = new QComboBox(m_table);
        meaning->setAccessibleName(tr("Meaning of column %1").arg(m_preview->headers.at(column)));
        meaning->addItem(tr("Ignore"), QString());
        for (const exchange::UserColumn known : exchange::userColumns()) {
            if (exchange::isImported(known)) {
                meaning->addItem(ImportText::column(known), ui::toQString(exchange::toWire(known)));
            }
        }
        const auto& found = m_preview->columns.at(static_cast<std::size_t>(column));
        meaning->setCurrentIndex(found ? qMax(0, meaning->findData(ui::toQString(exchange::toWire(*found))))
                                       : 0);
        connect(meaning, &QComboBox::currentIndexChanged, this, &ImportFileStep::refresh);
        m_table->setCellWidget(0, column, meaning);
        m_meanings.push_back(meaning);
        for (std::size_t row = 0; row < m_preview->rows.size(); ++row) {
            const QStringList& cells = m_preview->rows[row];
            m_table->setItem(static_cast<int>(row) + 1, column,
                             new QTableWidgetItem(column < cells.size() ? cells.at(column) : QString()));
        }
    }
}

ImportOrder ImportFileStep::order() const {
    ImportOrder order{m_path,
                      ui::toUtf8(m_mode->currentData().toString()),
                      ui::toUtf8(m_encoding->currentData().toString()),
                      {}};
    for (std::size_t i = 0; i < m_meanings.size(); ++i) {
        order.columns.push_back({ui::toUtf8(m_preview->headers.at(static_cast<int>(i))),
                                 ui::toUtf8(m_meanings[i]->currentData().toString())});
    }
    return order;
}

void ImportFileStep::refresh() {
    int logins = 0;
    bool isRepeated = false;
    QStringList seen;
    for (const QComboBox* meaning : m_meanings) {
        const QString name = meaning->currentData().toString();
        logins += name == QStringLiteral("login") ? 1 : 0;
        isRepeated = isRepeated || (!name.isEmpty() && seen.contains(name));
        seen.append(name);
    }
    m_file->setText(m_path.isEmpty() ? tr("No file chosen") : QFileInfo(m_path).fileName());
    m_file->setToolTip(m_path);
    m_file->ensurePolished();
    m_file->setMinimumWidth(m_path.isEmpty() ? m_file->sizeHint().width() : kFileWidth);
    QString note = tr(
        "UTF-8 or Shift_JIS, with a header in Japanese or English, at most 64 MiB and 100,000 rows. A cell * "
        "leaves the field as it is.");
    if (m_preview && logins == 0) {
        note = tr("Choose which column is the login name.");
    } else if (isRepeated) {
        note = tr("Two columns mean the same. Ignore one of them.");
    } else if (m_preview) {
        note = tr("Read as %1. Check the first rows and what each column means.")
                   .arg(m_preview->encoding == QStringLiteral("cp932") ? QStringLiteral("Shift_JIS")
                                                                       : QStringLiteral("UTF-8"));
    }
    m_note->setText(note);
    m_table->setVisible(m_preview.has_value());
    m_check->setEnabled(m_preview && logins == 1 && !isRepeated && !m_import.isWorking() &&
                        m_import.mayManage());
}

void ImportFileStep::retranslate() {
    shell::setNamedText(m_choose, tr("Choose a CSV file"));
    shell::setNamedText(m_check, tr("Upload and check"));
    m_mode->setAccessibleName(tr("What the import does"));
    for (int i = 0; i < m_mode->count(); ++i) {
        m_mode->setItemText(i, ImportText::mode(ui::toUtf8(m_mode->itemData(i).toString())));
    }
    m_encoding->setAccessibleName(tr("Encoding"));
    m_encoding->setItemText(0, tr("Encoding: automatic"));
    m_encoding->setItemText(1, QStringLiteral("UTF-8"));
    m_encoding->setItemText(2, QStringLiteral("Shift_JIS"));
    m_table->setAccessibleName(tr("First rows of the file"));
    showPreview();
    refresh();
}

} // namespace kaomon::transfer
