// SPDX-License-Identifier: GPL-3.0-or-later
#include "features/imports/import_apply.h"

#include <set>

#include "exchange/import_reason.h"
#include "storage/repositories/import_row_repository.h"
#include "storage/repositories/user_bulk_repository.h"

namespace kaomon::features {
namespace {

using exchange::ImportReason;
using storage::BulkUser;
using storage::StagedRow;
using storage::UndoRow;

constexpr int kBatch = 500;

// Rows of one batch that may go ahead, by what they do.
struct Batch {
    std::vector<const StagedRow*> added;
    std::vector<const StagedRow*> changed;
};

class Applier {
public:
    Applier(storage::UnitOfWork& unit, storage::ImportRecord& record, TimePoint now)
        : m_imports(unit, now)
        , m_rows(unit, record.job.id)
        , m_users(unit, now)
        , m_record(record) {}

    void run() {
        const auto rows = m_rows.list({.after = m_record.position,
                                       .action = {},
                                       .state = "waiting",
                                       .isActing = true,
                                       .limit = kBatch});
        if (!rows.empty()) {
            const Batch batch = fitting(rows);
            std::vector<UndoRow> undo;
            add(batch.added, undo);
            change(batch.changed, undo);
            if (!undo.empty()) {
                m_rows.addUndo(undo);
            }
            const long long upto = rows.back().row.position;
            m_rows.setState(m_record.position, upto, "waiting", "applied");
            m_record.position = upto;
            m_record.job.applied += static_cast<long long>(undo.size());
        }
        if (rows.size() < kBatch) {
            m_record.job.state = "applied";
        }
        m_imports.save(m_record);
    }

private:
    // Leaves out, and refuses, rows that no longer are what the check saw.
    Batch fitting(const std::vector<StagedRow>& rows) {
        std::vector<std::string> keys;
        for (const StagedRow& row : rows) {
            keys.push_back(row.loginKey);
        }
        const auto people = m_users.byLogin(keys);
        const auto taken = m_users.taken(keys);
        Batch batch;
        for (const StagedRow& row : rows) {
            const auto person = people.find(row.loginKey);
            if (const auto reason = misfit(row, person == people.end() ? nullptr : &person->second, taken)) {
                m_rows.refuse(row.row.position, "refused", std::string(exchange::toWire(*reason)));
                m_record.job.refusedLater += 1;
            } else {
                (row.row.action == "add" ? batch.added : batch.changed).push_back(&row);
            }
        }
        return batch;
    }

    static std::optional<ImportReason> misfit(const StagedRow& row, const BulkUser* person,
                                              const std::set<std::string>& taken) {
        if (row.row.action == "add") {
            const auto reason = person != nullptr ? ImportReason::LoginExists : ImportReason::LoginReserved;
            return taken.contains(row.loginKey) ? std::optional(reason) : std::nullopt;
        }
        if (person == nullptr || person->id != row.row.user) {
            return ImportReason::Gone;
        }
        return person->rev != row.userRev ? std::optional(ImportReason::ChangedMeanwhile) : std::nullopt;
    }

    void add(const std::vector<const StagedRow*>& rows, std::vector<UndoRow>& undo) {
        std::vector<BulkUser> users;
        for (const StagedRow* row : rows) {
            users.push_back({.id = UserId::generate(),
                             .login = row->row.login,
                             .loginKey = row->loginKey,
                             .role = "member",
                             .values = row->row.after,
                             .rev = 0});
        }
        if (users.empty()) {
            return;
        }
        long long rev = m_users.add(users);
        for (std::size_t i = 0; i < users.size(); ++i) {
            undo.push_back({rows[i]->row.position, users[i].id, rev++, std::nullopt});
        }
    }

    void change(const std::vector<const StagedRow*>& rows, std::vector<UndoRow>& undo) {
        std::vector<std::pair<UserId, wire::UserPatch>> changes;
        std::vector<std::string> disabled;
        for (const StagedRow* row : rows) {
            changes.emplace_back(*row->row.user, row->row.after);
            if (row->row.after.accountState == "disabled") {
                disabled.push_back(row->row.user->text());
            }
        }
        if (changes.empty()) {
            return;
        }
        long long rev = m_users.update(changes);
        for (const StagedRow* row : rows) {
            undo.push_back({row->row.position, *row->row.user, rev++, row->row.before});
        }
        m_users.endSessions(disabled);
    }

    storage::ImportRepository m_imports;
    storage::ImportRowRepository m_rows;
    storage::UserBulkRepository m_users;
    storage::ImportRecord& m_record;
};

// People as the rows of one undo batch left them.
std::map<std::string, BulkUser> peopleOf(storage::UserBulkRepository& users,
                                         const std::vector<UndoRow>& rows) {
    std::vector<std::string> ids;
    for (const UndoRow& row : rows) {
        ids.push_back(row.user.text());
    }
    return users.byId(ids);
}

} // namespace

void applyBatch(storage::UnitOfWork& unit, storage::ImportRecord& record, TimePoint now) {
    Applier(unit, record, now).run();
}

void undoBatch(storage::UnitOfWork& unit, storage::ImportRecord& record, TimePoint now) {
    storage::ImportRowRepository rows(unit, record.job.id);
    storage::UserBulkRepository bulk(unit, now);
    const auto undo = rows.undoRows(record.position, kBatch);
    const auto people = peopleOf(bulk, undo);
    std::vector<std::pair<UserId, wire::UserPatch>> restored;
    std::vector<std::string> added;
    for (const UndoRow& row : undo) {
        const auto person = people.find(row.user.text());
        if (person == people.end() || person->second.rev != row.afterRev) {
            const auto reason = person == people.end() ? ImportReason::Gone : ImportReason::ChangedMeanwhile;
            rows.refuse(row.position, "undo_refused", std::string(exchange::toWire(reason)));
            record.job.undoRefused += 1;
            continue;
        }
        if (row.before) {
            restored.emplace_back(row.user, *row.before);
        } else {
            added.push_back(row.user.text());
        }
        record.job.undone += 1;
    }
    if (!restored.empty()) {
        (void)bulk.update(restored);
    }
    bulk.erase(added);
    if (!undo.empty()) {
        rows.setState(record.position, undo.back().position, "applied", "undone");
        record.position = undo.back().position;
    }
    if (undo.size() < kBatch) {
        record.job.state = "undone";
    }
    storage::ImportRepository(unit, now).save(record);
}

} // namespace kaomon::features
