// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompts.h"

#include <utility>

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

#include "ui/theme.h"

namespace kaomon::ui {

void DialogPrompts::confirm(const Question& question, std::function<void(bool)> answer) {
    auto* box = new QMessageBox(m_parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(question.isDangerous ? QMessageBox::Warning : QMessageBox::Question);
    box->setWindowTitle(question.title);
    box->setText(question.title);
    box->setInformativeText(question.text);
    QPushButton* accept = box->addButton(question.accept, QMessageBox::AcceptRole);
    setPart(*accept, question.isDangerous ? "danger" : "primary");
    box->addButton(QMessageBox::Cancel);
    QObject::connect(box, &QMessageBox::finished, box,
                     [box, accept, answer = std::move(answer)] { answer(box->clickedButton() == accept); });
    box->open();
}

void DialogPrompts::saveFile(const FileRequest& request, std::function<void(const QString&)> answer) {
    chooseFile(request, true, std::move(answer));
}

void DialogPrompts::openFile(const FileRequest& request, std::function<void(const QString&)> answer) {
    chooseFile(request, false, std::move(answer));
}

void DialogPrompts::chooseFile(const FileRequest& request, bool isForSaving,
                               std::function<void(const QString&)> answer) {
    auto* dialog = new QFileDialog(m_parent, request.title, {}, request.filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(isForSaving ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(isForSaving ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->selectFile(request.suggestedName);
    QObject::connect(dialog, &QFileDialog::finished, dialog,
                     [dialog, answer = std::move(answer)](int result) {
                         answer(result == QDialog::Accepted && !dialog->selectedFiles().isEmpty()
                                    ? dialog->selectedFiles().first()
                                    : QString());
                     });
    dialog->open();
}

} // namespace kaomon::ui
