// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QImage>

#include "client/blob_services.h"
#include "models/column_table_model.h"
#include "shell/blob_opener.h"
#include "shell/feature_presenter.h"

namespace kaomon::pictures {

// Pictures of people who were refused. Only image viewers see the list and open one, with a reason that goes
// into the log of openings before the first byte; the picture is decrypted here and forgotten with the next
// selection. GUI thread; the session outlives it.
class PicturesPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::Evidence>;

    explicit PicturesPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    void loadMore();
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] bool mayView() const; // this administrator is an image viewer
    // Empty: no filter.
    void setUser(const std::string& user);
    void setDevice(const std::string& device);

    void open(const BlobId& picture, const std::string& reason);
    // Null while none is open. Of the picture opened last.
    [[nodiscard]] const QImage& image() const { return m_image; }
    [[nodiscard]] const BlobId& opened() const { return m_opened; }
    void forget();

private:
    void fetch(const std::string& cursor);
    void decode();

    Model m_model;
    shell::BlobOpener m_opener;
    std::optional<std::string> m_next;
    std::string m_user;
    std::string m_device;
    BlobId m_opened;
    QImage m_image;
};

// Who opened which picture or bundle, when and why: owners and auditors.
class AccessesPresenter final : public shell::FeaturePresenter {
    Q_OBJECT
public:
    using Model = models::ColumnTableModel<wire::BlobAccessEntry>;

    explicit AccessesPresenter(shell::ConsoleSession& session, QObject* parent = nullptr);

    void reload() override;
    void clear() override;
    void loadMore();
    [[nodiscard]] Model& model() { return m_model; }
    [[nodiscard]] bool hasMore() const { return m_next.has_value(); }
    [[nodiscard]] bool mayView() const; // owners and auditors
    [[nodiscard]] const std::vector<wire::BlobQuota>& quotas() const { return m_quotas; }

private:
    void fetch(const std::string& cursor);

    Model m_model;
    std::optional<std::string> m_next;
    std::vector<wire::BlobQuota> m_quotas;
};

} // namespace kaomon::pictures
