// SPDX-License-Identifier: GPL-3.0-or-later
#include "vault/vault_files.h"

#include <QFile>
#include <QFileDialog>
#include <QSaveFile>

#include "applogin/template_file.h"

namespace kaomon::vaultpage {

namespace {

// The whole file; ErrorCode::ValidationFailed with field "size" when it is larger than `largest`, NotFound
// when it cannot be read.
Result<QByteArray> readFile(const QString& path, std::size_t largest) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorCode::NotFound, file.errorString().toStdString());
    }
    QByteArray bytes = file.read(static_cast<qint64>(largest) + 1);
    if (static_cast<std::size_t>(bytes.size()) > largest) {
        kaomon::wipe(bytes.data(), static_cast<std::size_t>(bytes.size()));
        return fail(ErrorCode::ValidationFailed, std::to_string(largest / 1024 / 1024) + " MiB", "size");
    }
    return bytes;
}

std::string_view viewOf(const QByteArray& bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

} // namespace

VaultFiles::VaultFiles(agentlink::AgentLink& link, VaultPresenter& presenter, QWidget& page)
    : QObject(&page)
    , m_link(link)
    , m_presenter(presenter)
    , m_page(page) {}

void VaultFiles::chooseEntries() {
    auto* dialog = new QFileDialog(&m_page, tr("Import passwords"), {},
                                   tr("KeePass XML or CSV (*.xml *.csv);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &VaultFiles::importEntries);
    dialog->open();
}

void VaultFiles::chooseApplications() {
    auto* dialog = new QFileDialog(&m_page, tr("Import applications"), {}, tr("JSON files (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &VaultFiles::importApplications);
    dialog->open();
}

void VaultFiles::chooseExport(const QStringList& ids) {
    auto* dialog = new QFileDialog(&m_page, tr("Export applications"), {}, tr("JSON files (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->selectFile(QStringLiteral("kaomon-applications.json"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, ids](const QString& path) { exportApplications(path, ids); });
    dialog->open();
}

void VaultFiles::show(std::unique_ptr<ImportRun> run, const QString& detail) {
    auto* dialog = new ImportDialog(std::move(run), detail, &m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::finished, this, &VaultFiles::imported);
    dialog->open();
}

void VaultFiles::importEntries(const QString& path) {
    auto bytes = readFile(path, kLargestImport);
    if (!bytes && bytes.error().code == ErrorCode::NotFound) {
        emit said(tr("The file cannot be read: %1").arg(QString::fromStdString(bytes.error().detail)));
        return;
    }
    auto entries =
        bytes ? readEntries(viewOf(*bytes)) : Result<std::vector<ImportedEntry>>(propagate(bytes.error()));
    if (bytes) {
        kaomon::wipe(bytes->data(), static_cast<std::size_t>(bytes->size()));
    }
    if (!entries) {
        emit said(importProblemText(entries.error()));
        return;
    }
    show(std::make_unique<ImportRun>(m_link, std::move(*entries), m_presenter.all()), tr("User name"));
}

void VaultFiles::importApplications(const QString& path) {
    const auto bytes = readFile(path, applogin::kLargestTemplateFile);
    if (!bytes && bytes.error().code == ErrorCode::NotFound) {
        emit said(tr("The file cannot be read: %1").arg(QString::fromStdString(bytes.error().detail)));
        return;
    }
    const auto forms = bytes ? applogin::readTemplateFile(viewOf(*bytes))
                             : Result<std::vector<Result<applogin::AppTemplate>>>(propagate(bytes.error()));
    if (!forms) {
        emit said(importProblemText(forms.error()));
        return;
    }
    show(std::make_unique<ImportRun>(m_link, *forms, m_presenter.all()), tr("Program"));
}

void VaultFiles::exportApplications(const QString& path, const QStringList& ids) {
    std::vector<applogin::AppTemplate> forms;
    for (const Application& application : m_presenter.applications()) {
        if (application.form && ids.contains(application.id)) {
            forms.push_back(*application.form);
        }
    }
    const QByteArray bytes = QByteArray::fromStdString(applogin::templateFileOf(forms));
    QSaveFile file(path);
    const bool isSaved =
        file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
    emit said(isSaved
                  ? tr("Saved: %1. No password is in it.").arg(path)
                  : tr("The file could not be written: %1. Choose another folder.").arg(file.errorString()));
}

} // namespace kaomon::vaultpage
