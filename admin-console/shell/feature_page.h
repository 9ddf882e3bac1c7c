// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/feature_presenter.h"
#include "shell/page.h"
#include "ui/banner.h"
#include "ui/state_panel.h"

class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace kaomon::shell {

// What is said when there is nothing to show.
struct EmptyText {
    QString title;
    QString hint;
    QString action = {}; // signal emptyActionTriggered of states()
};

// The common shape of the console's pages: title and buttons, a banner for what was refused, and the four
// states of what is loaded. A derived page puts its widgets into states() and head(), gives its texts in
// retranslate() and the states of its widgets in refresh(); its constructor begins with setPresenter() and
// ends with retranslate(). GUI thread; the session outlives it.
class FeaturePage : public Page {
    Q_OBJECT
public:
    // `key` names the page for links from others; see Page::linkActivated().
    FeaturePage(const char* key, QWidget* parent);

    void activate() override;
    void deactivate() override;

protected:
    [[nodiscard]] QHBoxLayout* head() const { return m_head; }
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }
    [[nodiscard]] ui::Banner& banner() const { return *m_banner; }
    [[nodiscard]] ui::StatePanel& states() const { return *m_states; }
    // Whose states are shown; a member of the derived page.
    void setPresenter(FeaturePresenter& presenter);
    // Failures of this one go to the banner too, and its changes refresh the page.
    void follow(FeaturePresenter& presenter);
    void showState(const EmptyText& empty);
    void say(ErrorCode code);
    virtual void retranslate();
    virtual void refresh() = 0;
    void changeEvent(QEvent* event) override;

private:
    FeaturePresenter* m_presenter = nullptr;
    QVBoxLayout* m_column;
    QHBoxLayout* m_head;
    QLabel* m_title;
    QPushButton* m_reload;
    ui::Banner* m_banner;
    ui::StatePanel* m_states;
};

// Shows one of the four states.
void showListState(ui::StatePanel& panel, models::ListState state, std::optional<ErrorCode> error,
                   const EmptyText& empty);

} // namespace kaomon::shell
