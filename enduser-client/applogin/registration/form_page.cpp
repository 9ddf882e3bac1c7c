// SPDX-License-Identifier: GPL-3.0-or-later
#include "applogin/registration/form_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "applogin/registration/field_table.h"
#include "applogin/registration/key_list.h"
#include "applogin/registration/outcome_dialog.h"
#include "applogin/registration/registration_text.h"
#include "ui/qt_text.h"
#include "ui/theme.h"

namespace kaomon::applogin {

namespace {

constexpr std::chrono::milliseconds kFollow{700};

// Whether the window that was picked shows the title that is asked for.
bool fitsTitle(const DraftSignal& title, const WindowFacts& window) {
    const auto pattern = TextPattern::make(title.mode, title.text, {});
    return pattern && pattern->matches(window.title);
}

} // namespace

FormPage::FormPage(RegistrationPresenter& presenter, QWidget* parent)
    : QWidget(parent)
    , m_presenter(presenter)
    , m_name(new QLineEdit)
    , m_program(new QLabel)
    , m_hasTitle(new QCheckBox(tr("The title must be")))
    , m_titleMode(new QComboBox)
    , m_title(new QLineEdit)
    , m_fits(new QLabel)
    , m_hasArguments(new QCheckBox(tr("Started with")))
    , m_arguments(new QLineEdit)
    , m_byFields(new QRadioButton(tr("Fields of the window")))
    , m_byKeys(new QRadioButton(tr("Key steps")))
    , m_content(new QStackedWidget)
    , m_fields(new FieldTable)
    , m_keys(new KeyList)
    , m_return(new QCheckBox(tr("Press Enter at the end where no button is pressed")))
    , m_nextPage(new QPushButton(tr("Add the next page of the sign-in")))
    , m_outcomes(new QPushButton(tr("How the sign-in ends…")))
    , m_outcomeDialog(new OutcomeDialog(presenter, this))
    , m_showsOutline(new QCheckBox(tr("Show the fields on the window")))
    , m_message(new QLabel) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    makeRecognition();
    makeContent();
    m_message->setObjectName(QStringLiteral("registrationFormMessage"));
    m_message->setWordWrap(true);
    column->addWidget(m_message);
    m_follow.setInterval(kFollow);
    wire();
}

void FormPage::makeRecognition() {
    m_name->setObjectName(QStringLiteral("registrationName"));
    m_name->setAccessibleName(tr("Name of the application"));
    m_program->setObjectName(QStringLiteral("registrationProgram"));
    m_program->setTextFormat(Qt::PlainText);
    m_program->setTextInteractionFlags(Qt::TextSelectableByMouse);
    ui::setPart(*m_program, "hint");
    m_hasTitle->setObjectName(QStringLiteral("registrationHasTitle"));
    m_titleMode->setObjectName(QStringLiteral("registrationTitleMode"));
    m_titleMode->setAccessibleName(tr("How the title is compared"));
    m_titleMode->addItem(tr("exactly"), static_cast<int>(PatternMode::Literal));
    m_titleMode->addItem(tr("with * and ?"), static_cast<int>(PatternMode::Wildcard));
    m_titleMode->addItem(tr("by an expression"), static_cast<int>(PatternMode::Regex));
    m_title->setObjectName(QStringLiteral("registrationTitle"));
    m_title->setAccessibleName(tr("Title of the window"));
    m_fits->setObjectName(QStringLiteral("registrationFits"));
    m_hasArguments->setObjectName(QStringLiteral("registrationHasArguments"));
    m_arguments->setObjectName(QStringLiteral("registrationArguments"));
    m_arguments->setAccessibleName(tr("What the program was started with; * stands for anything"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    auto* name = new QLabel(tr("Name"));
    name->setBuddy(m_name);
    grid->addWidget(name, 0, 0);
    grid->addWidget(m_name, 0, 1, 1, 2);
    grid->addWidget(new QLabel(tr("Program")), 1, 0);
    grid->addWidget(m_program, 1, 1, 1, 2);
    grid->addWidget(m_hasTitle, 2, 0);
    grid->addWidget(m_titleMode, 2, 1);
    grid->addWidget(m_title, 2, 2);
    grid->addWidget(m_fits, 2, 3);
    grid->addWidget(m_hasArguments, 3, 0);
    grid->addWidget(m_arguments, 3, 1, 1, 2);
    grid->setColumnStretch(2, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(grid);
}

void FormPage::makeContent() {
    m_byFields->setObjectName(QStringLiteral("registrationByFields"));
    m_byKeys->setObjectName(QStringLiteral("registrationByKeys"));
    m_return->setObjectName(QStringLiteral("registrationReturn"));
    m_nextPage->setObjectName(QStringLiteral("registrationNextPage"));
    m_nextPage->setAutoDefault(false);
    m_nextPage->setToolTip(
        tr("Where the user name is asked for first and the password on the next page: go on "
           "to that page in the application, then press this."));
    m_outcomes->setObjectName(QStringLiteral("registrationOutcomes"));
    m_outcomes->setAutoDefault(false);
    m_showsOutline->setObjectName(QStringLiteral("registrationOutline"));
    m_showsOutline->setChecked(true);
    auto* choice = new QHBoxLayout;
    choice->setSpacing(20);
    choice->addWidget(new QLabel(tr("Fill in by")));
    choice->addWidget(m_byFields);
    choice->addWidget(m_byKeys);
    choice->addStretch();
    choice->addWidget(m_showsOutline);
    choice->addWidget(m_outcomes);
    auto* byFields = new QWidget;
    auto* inner = new QVBoxLayout(byFields);
    inner->setContentsMargins(0, 0, 0, 0);
    inner->addWidget(m_fields, 1);
    auto* below = new QHBoxLayout;
    below->addWidget(m_return, 1);
    below->addWidget(m_nextPage);
    inner->addLayout(below);
    m_content->addWidget(byFields);
    m_content->addWidget(m_keys);
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addLayout(choice);
    column->addWidget(m_content, 1);
}

void FormPage::wire() {
    for (QLineEdit* edit : {m_name, m_title, m_arguments}) {
        connect(edit, &QLineEdit::textChanged, this, &FormPage::takeTexts);
    }
    connect(m_titleMode, &QComboBox::currentIndexChanged, this, &FormPage::takeTexts);
    for (QCheckBox* box : {m_hasTitle, m_hasArguments}) {
        connect(box, &QCheckBox::toggled, this, &FormPage::takeTexts);
    }
    connect(m_byKeys, &QRadioButton::toggled, this, &FormPage::takeTexts);
    connect(m_return, &QCheckBox::toggled, this, [this](bool isChecked) {
        auto& pages = m_presenter.draft().endsWithReturn;
        std::fill(pages.begin(), pages.end(), isChecked);
        refresh();
    });
    connect(m_fields, &FieldTable::useChanged, this, &FormPage::refresh);
    connect(m_keys, &KeyList::keysChanged, this, &FormPage::refresh);
    connect(m_outcomes, &QPushButton::clicked, m_outcomeDialog, &OutcomeDialog::begin);
    connect(m_outcomeDialog, &OutcomeDialog::outcomesChanged, this, &FormPage::refresh);
    connect(m_showsOutline, &QCheckBox::toggled, this, &FormPage::drawOutline);
    connect(&m_follow, &QTimer::timeout, &m_presenter.scout(), &WindowScout::locate);
    connect(&m_presenter.scout(), &WindowScout::located, this, &FormPage::drawOutline);
    connect(m_nextPage, &QPushButton::clicked, this, [this] {
        m_isAdding = true;
        m_presenter.scout().look();
    });
    connect(&m_presenter.scout(), &WindowScout::pickEnded, this, [this](bool isPicked) {
        if (!std::exchange(m_isAdding, false)) {
            return; // another page asked
        }
        if (isPicked) {
            m_presenter.addPage();
            show();
        } else {
            m_message->setText(tr("The window is not open any more. Open it, and choose it once more."));
        }
    });
}

void FormPage::enter() {
    show();
    m_name->setFocus();
    if (m_presenter.scout().picked()) {
        m_follow.start();
    }
}

void FormPage::leave() {
    m_follow.stop();
    m_outline.clear();
}

void FormPage::show() {
    RegistrationDraft& draft = m_presenter.draft();
    m_isShowing = true;
    m_name->setText(ui::toQString(draft.base.name));
    QString program = ui::toQString(draft.executable.text);
    if (draft.windowClass.isUsed) {
        //: %1 is the path of a program, %2 the class of its window
        program = tr("%1 (class %2)").arg(program, ui::toQString(draft.windowClass.text));
    }
    m_program->setText(program);
    m_hasTitle->setChecked(draft.title.isUsed);
    m_titleMode->setCurrentIndex(m_titleMode->findData(static_cast<int>(draft.title.mode)));
    m_title->setText(ui::toQString(draft.title.text));
    m_title->setCursorPosition(0);
    const bool hasArguments = draft.arguments.isUsed || !draft.arguments.text.empty();
    m_hasArguments->setVisible(hasArguments);
    m_arguments->setVisible(hasArguments);
    m_hasArguments->setChecked(draft.arguments.isUsed);
    m_arguments->setText(ui::toQString(draft.arguments.text));
    m_byFields->setEnabled(draft.pages() > 0 && !draft.fields.empty());
    (draft.usesKeys ? m_byKeys : m_byFields)->setChecked(true);
    m_return->setChecked(std::find(draft.endsWithReturn.begin(), draft.endsWithReturn.end(), true) !=
                         draft.endsWithReturn.end());
    m_fields->show(draft);
    m_keys->show(draft);
    m_isShowing = false;
    refresh();
}

void FormPage::takeTexts() {
    if (m_isShowing) {
        return;
    }
    RegistrationDraft& draft = m_presenter.draft();
    draft.base.name = ui::toUtf8(m_name->text().trimmed());
    draft.title.isUsed = m_hasTitle->isChecked();
    draft.title.mode = static_cast<PatternMode>(m_titleMode->currentData().toInt());
    draft.title.text = ui::toUtf8(m_title->text());
    draft.arguments.isUsed = m_hasArguments->isChecked();
    draft.arguments.text = ui::toUtf8(m_arguments->text());
    draft.usesKeys = m_byKeys->isChecked();
    refresh();
}

QString FormPage::problem() const {
    const auto form = m_presenter.draft().build();
    return form ? QString() : draftProblemText(form.error());
}

QString FormPage::hint() const {
    const RegistrationDraft& draft = m_presenter.draft();
    if (draft.usesKeys) {
        return tr(
            "The keys are typed blindly. Put the cursor into the first field before you fill in, and try it "
            "out now.");
    }
    if (!draft.isFromTemplate && !draft.fills(FieldContent::Password)) {
        return tr(
            "No password field was found on this page. If it comes on the next one, fill the user name in "
            "by hand, go on, and add that page.");
    }
    return {};
}

void FormPage::refresh() {
    const RegistrationDraft& draft = m_presenter.draft();
    const auto& picked = m_presenter.scout().picked();
    m_titleMode->setEnabled(draft.title.isUsed);
    m_title->setEnabled(draft.title.isUsed);
    m_arguments->setEnabled(draft.arguments.isUsed);
    m_content->setCurrentIndex(draft.usesKeys ? 1 : 0);
    m_nextPage->setEnabled(picked.has_value());
    m_showsOutline->setVisible(picked.has_value() && !draft.usesKeys);
    m_fits->setVisible(picked.has_value() && draft.title.isUsed);
    if (picked) {
        const bool isFit = fitsTitle(draft.title, picked->window);
        m_fits->setText(isFit ? tr("fits") : tr("does not fit"));
        ui::setPart(*m_fits, isFit ? "good" : "error");
    }
    const QString wrong = problem();
    m_message->setText(wrong.isEmpty() ? hint() : wrong);
    ui::setPart(*m_message, wrong.isEmpty() ? "hint" : "error");
    drawOutline();
    emit draftChanged();
}

void FormPage::drawOutline() {
    const RegistrationDraft& draft = m_presenter.draft();
    const auto& picked = m_presenter.scout().picked();
    std::vector<Outline::Frame> frames;
    if (picked && isVisible() && m_showsOutline->isChecked() && !draft.usesKeys) {
        for (const DraftField& field : draft.fields) {
            const auto handle = static_cast<std::size_t>(field.handle);
            const bool isMeant = field.use != FieldUse::Nothing && field.page + 1 == draft.pages() &&
                                 field.handle >= 0 && handle < picked->places.size();
            if (isMeant) {
                frames.push_back({picked->places[handle], useText(field.use)});
            }
        }
    }
    m_outline.show(frames);
}

} // namespace kaomon::applogin
