// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/outcome_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::applogin {

namespace {

constexpr std::size_t kMostRules = 10; // that a template may hold of each kind

QString ruleText(const OutcomeRule& rule) {
    if (rule.windowCloses) {
        return OutcomeDialog::tr("the window closes");
    }
    const QString title = rule.title ? ui::toQString(rule.title->text()) : QString();
    const QString shown =
        rule.control && rule.control->name ? ui::toQString(rule.control->name->text()) : QString();
    if (rule.title && rule.control) {
        return OutcomeDialog::tr("the window is called \"%1\" and shows \"%2\"").arg(title, shown);
    }
    return rule.title ? OutcomeDialog::tr("the window is called \"%1\"").arg(title)
                      : OutcomeDialog::tr("the window shows \"%1\"").arg(shown);
}

} // namespace

OutcomeDialog::OutcomeDialog(RegistrationPresenter& presenter, QWidget* parent)
    : QDialog(parent)
    , m_presenter(presenter)
    , m_list(new QListWidget)
    , m_meaning(new QComboBox)
    , m_sign(new QComboBox)
    , m_text(new QComboBox)
    , m_add(new QPushButton(tr("Add")))
    , m_remove(new QPushButton(tr("Remove")))
    , m_look(new QPushButton(tr("Look at the window now")))
    , m_message(new QLabel) {
    setObjectName(QStringLiteral("outcomeDialog"));
    setWindowTitle(tr("How the sign-in ends"));
    setWindowModality(Qt::WindowModal);
    resize(620, 420);
    m_list->setObjectName(QStringLiteral("outcomeList"));
    m_list->setAccessibleName(tr("How the sign-in ends"));
    m_meaning->setObjectName(QStringLiteral("outcomeMeaning"));
    m_meaning->setAccessibleName(tr("What it means"));
    m_meaning->addItem(tr("It failed when"), false);
    m_meaning->addItem(tr("It worked when"), true);
    m_sign->setObjectName(QStringLiteral("outcomeSign"));
    m_sign->setAccessibleName(tr("What is looked at"));
    m_sign->addItem(tr("the window shows"), static_cast<int>(Sign::Text));
    m_sign->addItem(tr("the window is called"), static_cast<int>(Sign::Title));
    m_sign->addItem(tr("the window closes"), static_cast<int>(Sign::Closes));
    m_text->setObjectName(QStringLiteral("outcomeText"));
    m_text->setAccessibleName(tr("Text; * stands for anything"));
    m_text->setEditable(true);
    m_text->setInsertPolicy(QComboBox::NoInsert);
    m_text->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_add->setObjectName(QStringLiteral("outcomeAdd"));
    m_remove->setObjectName(QStringLiteral("outcomeRemove"));
    m_look->setObjectName(QStringLiteral("outcomeLook"));
    m_look->setToolTip(tr("To choose a text that the application shows: type a wrong password in it by hand, "
                          "then press this."));
    m_message->setObjectName(QStringLiteral("outcomeMessage"));
    m_message->setWordWrap(true);
    auto* explanation = new QLabel(
        tr("After the sign-in one of these is waited for; what failed is looked at first. Without one that "
           "says that it worked, the window has to close. A password that failed is not tried again until a "
           "new one is put in."));
    explanation->setWordWrap(true);
    ui::setPart(*explanation, "hint");
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("outcomeClose"));
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    for (QPushButton* button : {m_remove, m_look, buttons->button(QDialogButtonBox::Close)}) {
        button->setAutoDefault(false);
    }
    m_add->setDefault(true);
    auto* adding = new QGridLayout;
    adding->addWidget(m_meaning, 0, 0);
    adding->addWidget(m_sign, 0, 1);
    adding->addWidget(m_text, 0, 2);
    adding->addWidget(m_add, 0, 3);
    adding->addWidget(m_look, 1, 2);
    adding->addWidget(m_remove, 1, 3);
    adding->setColumnStretch(2, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    column->addWidget(explanation);
    column->addWidget(m_list, 1);
    column->addLayout(adding);
    column->addWidget(m_message);
    column->addWidget(buttons);
    wire();
}

void OutcomeDialog::wire() {
    connect(m_add, &QPushButton::clicked, this, &OutcomeDialog::add);
    connect(m_remove, &QPushButton::clicked, this, &OutcomeDialog::remove);
    connect(m_list, &QListWidget::currentRowChanged, this,
            [this](int row) { m_remove->setEnabled(row >= 0); });
    connect(m_sign, &QComboBox::currentIndexChanged, this, &OutcomeDialog::showTexts);
    connect(m_look, &QPushButton::clicked, &m_presenter.scout(), &WindowScout::read);
    connect(&m_presenter.scout(), &WindowScout::readEnded, this,
            [this](const std::optional<WindowFacts>& window) {
                if (window) {
                    m_window = window;
                }
                showTexts();
                m_message->setText(
                    window ? QString()
                           : tr("The window is not open any more. Open it, and choose it once more."));
            });
}

std::vector<OutcomeRule>& OutcomeDialog::rules(bool isSuccess) {
    AppTemplate& form = m_presenter.draft().base;
    return isSuccess ? form.success : form.failure;
}

void OutcomeDialog::begin() {
    const auto& picked = m_presenter.scout().picked();
    m_window = picked ? std::optional(picked->window) : std::nullopt;
    refresh();
    open();
}

void OutcomeDialog::refresh() {
    m_list->clear();
    for (const bool isSuccess : {false, true}) {
        for (const OutcomeRule& rule : rules(isSuccess)) {
            const QString text = isSuccess ? tr("It worked when %1").arg(ruleText(rule))
                                           : tr("It failed when %1").arg(ruleText(rule));
            m_list->addItem(text);
        }
    }
    m_remove->setEnabled(m_list->currentRow() >= 0);
    m_message->clear();
    showTexts();
}

OutcomeDialog::Sign OutcomeDialog::sign() const {
    return static_cast<Sign>(m_sign->currentData().toInt());
}

// What the window shows now, to be chosen from; what was typed stays.
void OutcomeDialog::showTexts() {
    const QString typed = m_text->currentText();
    m_look->setEnabled(m_window.has_value());
    m_text->setEnabled(sign() != Sign::Closes);
    m_text->clear();
    if (m_window && sign() == Sign::Title) {
        m_text->addItem(ui::toQString(m_window->title));
    } else if (m_window && sign() == Sign::Text) {
        for (const ControlFacts& control : m_window->controls) {
            const bool isText = control.role == ControlRole::Label || control.role == ControlRole::Other;
            const QString name = ui::toQString(control.name);
            if (isText && control.isShown && !name.isEmpty() && m_text->findText(name) < 0) {
                m_text->addItem(name, static_cast<int>(control.role));
            }
        }
    }
    m_text->setEditText(typed);
}

Result<OutcomeRule> OutcomeDialog::written() const {
    OutcomeRule rule;
    if (sign() == Sign::Closes) {
        rule.windowCloses = true;
        return rule;
    }
    const QString text = m_text->currentText().trimmed();
    if (text.isEmpty()) {
        return fail(ErrorCode::ValidationFailed, "no text");
    }
    auto pattern = TextPattern::make(text.contains(u'*') ? PatternMode::Wildcard : PatternMode::Literal,
                                     ui::toUtf8(text), "/outcome");
    if (!pattern) {
        return propagate(pattern.error());
    }
    if (sign() == Sign::Title) {
        rule.title = std::move(*pattern);
        return rule;
    }
    const int chosen = m_text->findText(text, Qt::MatchExactly | Qt::MatchCaseSensitive);
    const auto role =
        chosen >= 0 ? static_cast<ControlRole>(m_text->itemData(chosen).toInt()) : ControlRole::Label;
    rule.control = ControlLocator{role, std::move(*pattern), 0};
    return rule;
}

void OutcomeDialog::add() {
    const bool isSuccess = m_meaning->currentData().toBool();
    auto rule = written();
    if (!rule) {
        m_message->setText(tr("Put in a text of at most 256 bytes, or choose one that the window shows."));
        return;
    }
    if (rules(isSuccess).size() >= kMostRules) {
        m_message->setText(tr("There may be %n of a kind. Remove one first.", nullptr, int{kMostRules}));
        return;
    }
    rules(isSuccess).push_back(std::move(*rule));
    m_text->clearEditText();
    refresh();
    emit outcomesChanged();
}

void OutcomeDialog::remove() {
    const int row = m_list->currentRow();
    if (row < 0) {
        return;
    }
    const auto failures = static_cast<int>(rules(false).size());
    const bool isSuccess = row >= failures;
    auto& list = rules(isSuccess);
    list.erase(list.begin() + (isSuccess ? row - failures : row));
    refresh();
    emit outcomesChanged();
}

} // namespace kaomon::applogin
