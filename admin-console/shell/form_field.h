// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace kaomon::shell {

// A line edit with its label above and a hint or a fault below. The label is also the accessible name of the
// edit.
class FormField final : public QWidget {
    Q_OBJECT
public:
    enum class Kind { Text, Password, ReadOnly };

    explicit FormField(Kind kind, QWidget* parent = nullptr);

    void setLabel(const QString& label);
    void setHint(const QString& hint);
    // In place of the hint; empty shows the hint again.
    void setFault(const QString& fault);
    [[nodiscard]] QString text() const;
    void setText(const QString& text);
    // The typed text, which is then gone from the field.
    [[nodiscard]] QString take();
    [[nodiscard]] QLineEdit* edit() const { return m_edit; }

signals:
    void textChanged();
    void submitted(); // Return was pressed

private:
    void updateNote();

    QLabel* m_label;
    QLineEdit* m_edit;
    QLabel* m_note;
    QString m_hint;
    QString m_fault;
};

// The column in the middle of a window that first run and sign-in are shown in.
class CentredCard final : public QWidget {
    Q_OBJECT
public:
    explicit CentredCard(int width, QWidget* parent = nullptr);
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }

private:
    QVBoxLayout* m_column;
};

// A wrapping label in a part of the style sheet ("title", "hint", ...).
[[nodiscard]] QLabel* makeLabel(const char* part, QWidget* parent);

// Text and accessible name of a button or a label at once.
template<class Widget>
void setNamedText(Widget* widget, const QString& text) {
    widget->setText(text);
    widget->setAccessibleName(text);
}

} // namespace kaomon::shell
