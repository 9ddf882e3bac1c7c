// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include <QPointer>
#include <QString>
#include <QWidget>

namespace kaomon::ui {

struct Question {
    QString title;
    QString text;
    QString accept; // text of the button that goes on, e.g. "Delete"
    bool isDangerous = false;
};

struct FileRequest {
    QString title;
    QString suggestedName;
    QString filter; // "PDF (*.pdf)"
};

// Questions to the person, behind an interface so that tests answer them. None blocks: the answer comes by
// callback, exactly once while the implementation lives, on the GUI thread.
class Prompts {
public:
    virtual ~Prompts() = default;

    virtual void confirm(const Question& question, std::function<void(bool)> answer) = 0;
    // An empty path: the person cancelled.
    virtual void saveFile(const FileRequest& request, std::function<void(const QString&)> answer) = 0;
    virtual void openFile(const FileRequest& request, std::function<void(const QString&)> answer) = 0;
};

// The real one: dialogs of Qt Widgets on top of `parent`. Accessible names of the buttons are their texts;
// the second button of a question is "Cancel".
class DialogPrompts final : public Prompts {
public:
    explicit DialogPrompts(QWidget* parent)
        : m_parent(parent) {}

    void confirm(const Question& question, std::function<void(bool)> answer) override;
    void saveFile(const FileRequest& request, std::function<void(const QString&)> answer) override;
    void openFile(const FileRequest& request, std::function<void(const QString&)> answer) override;

private:
    void chooseFile(const FileRequest& request, bool isForSaving, std::function<void(const QString&)> answer);

    QPointer<QWidget> m_parent;
};

} // namespace kaomon::ui
