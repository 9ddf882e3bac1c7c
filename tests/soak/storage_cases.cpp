// SPDX-License-Identifier: GPL-3.0-or-later
//
// F2 and F8: what is on the disk at any moment of a power cut, and a disk that is full.
#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>
#include <thread>

#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include "soak_context.h"

namespace kaomon::soak {
namespace {

namespace fs = std::filesystem;

// Users that the server answered for. One writer: a console has one key, and its requests go one at a time.
class Book {
public:
    void add(const std::string& id) {
        const std::lock_guard lock(m_mutex);
        m_ids.insert(id);
    }
    [[nodiscard]] std::set<std::string> ids() const {
        const std::lock_guard lock(m_mutex);
        return m_ids;
    }
    [[nodiscard]] std::size_t size() const {
        const std::lock_guard lock(m_mutex);
        return m_ids.size();
    }

private:
    mutable std::mutex m_mutex;
    std::set<std::string> m_ids;
};

void writeUsers(SoakContext& soak, Book& book, const std::atomic<bool>& ends,
                std::atomic<int>* refused = nullptr) {
    TestClient client(soak.server.port(), "");
    Caller caller = soak.kit->console.clone();
    while (!ends) {
        wire::NewUser user = soak.kit->newUser("w" + makeUuid(), "member");
        user.note = std::string(refused == nullptr ? 100 : 1000, 'n');
        const Reply reply = client.send({"POST", "/v1/users", wire::encode(user)}, &caller);
        if (reply.status == 201) {
            book.add(user.id.text());
        } else if (refused != nullptr) {
            soak.require(reply.status == 507 || reply.status == 503,
                         "a full disk was answered with " + describe(reply));
            ++*refused;
        } else if (!ends) {
            soak.require(false, "a write was refused: " + describe(reply));
            return;
        }
    }
}

int addText(void* target, int, char** values, char**) {
    static_cast<std::set<std::string>*>(target)->insert(values[0]);
    return 0;
}

std::set<std::string> ask(sqlite3* database, const char* sql) {
    std::set<std::string> rows;
    return sqlite3_exec(database, sql, addText, &rows, nullptr) == SQLITE_OK
               ? rows
               : std::set<std::string>{"no answer"};
}

void checkImage(SoakContext& soak, const fs::path& image, const std::set<std::string>& answered) {
    sqlite3* database = nullptr;
    soak.require(sqlite3_open_v2(image.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK,
                 "an image does not open");
    soak.require(ask(database, "PRAGMA integrity_check") == std::set<std::string>{"ok"},
                 "an image is not intact");
    const auto stored = ask(database, "SELECT id FROM user_account");
    for (const std::string& id : answered) {
        soak.require(stored.contains(id), "an answered write is not in the image");
    }
    // half of a write would be a user without his entry in the change log
    const auto torn =
        ask(database, "SELECT id FROM user_account WHERE id NOT IN (SELECT object_id FROM change_log "
                      "WHERE kind = 'user')");
    soak.require(torn.empty(), "a write is half there");
    sqlite3_close_v2(database);
}

// A file system of its own, as small as told. Needs the right to mount.
class SmallDisk {
public:
    explicit SmallDisk(int mebibytes) {
        const std::string options = "size=" + std::to_string(mebibytes) + "m,mode=0700";
        m_isMounted = m_folder.isValid() &&
                      ::mount("tmpfs", path().c_str(), "tmpfs", MS_NOSUID | MS_NODEV, options.c_str()) == 0;
    }
    ~SmallDisk() {
        if (m_isMounted) {
            ::umount2(path().c_str(), MNT_DETACH);
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool isMounted() const { return m_isMounted; }
    [[nodiscard]] std::string path() const { return m_folder.path().toStdString(); }
    // Takes what is free, but for `left` bytes.
    void fill(std::size_t left) const {
        struct statvfs space {};
        ::statvfs(path().c_str(), &space);
        const std::size_t free = space.f_bavail * space.f_frsize;
        std::ofstream(path() + "/ballast") << std::string(free > left ? free - left : 0, 'b');
    }
    void release() const { fs::remove(path() + "/ballast"); }

private:
    QTemporaryDir m_folder;
    bool m_isMounted = false;
};

} // namespace

void copiedWhileFrozen(SoakContext& soak) {
    const fs::path live = soak.backend.folder().toStdString() + "/kaomon.db";
    QTemporaryDir images;
    Book book;
    std::atomic<bool> ends = false;
    const int count = soak.pick(25, 1000);
    std::vector<std::set<std::string>> answered;
    soak.plantNow();
    {
        const std::jthread writer([&] { writeUsers(soak, book, ends); });
        for (int i = 0; i < count; ++i) {
            const auto before = book.size();
            soak.require(QTest::qWaitFor([&] { return book.size() > before + 2; }, 30'000),
                         "writing stands still");
            std::this_thread::sleep_for(
                std::chrono::microseconds(QRandomGenerator::global()->bounded(20'000)));
            soak.server.signal(SIGSTOP);
            answered.push_back(book.ids()); // before the copy: all of these must be in it
            const fs::path image = images.filePath(QString::number(i)).toStdString();
            fs::copy_file(live, image);
            // the log without its index, which a power cut does not keep
            fs::copy_file(live.string() + "-wal", image.string() + "-wal");
            soak.server.signal(SIGCONT);
        }
        ends = true;
    }
    for (int i = 0; i < count; ++i) {
        checkImage(soak, images.filePath(QString::number(i)).toStdString(),
                   answered[static_cast<std::size_t>(i)]);
    }
    soak.measure("images", count);
    soak.measure("answered_writes", static_cast<double>(book.size()));
}

// Of users that are written: a note of 1,000 bytes each. 200 kB are left, and the log's file has room for
// some two hundred more.
constexpr std::size_t kMoreThanFit = 500;

void diskIsFull(SoakContext& soak) {
    const SmallDisk disk(soak.pick(24, 200));
    if (!disk.isMounted()) {
        std::printf("SKIP : F8 needs the right to mount a tmpfs\n");
        soak.require(false, "no small disk");
        return;
    }
    // the case's own server moves over to the small disk
    soak.require(soak.server.stop() == 0, "the server does not end");
    const fs::path usual = soak.backend.folder().toStdString() + "/kaomon.db";
    fs::copy_file(usual, disk.path() + "/kaomon.db");
    fs::remove(usual);
    fs::create_symlink(disk.path() + "/kaomon.db", usual); // SQLite keeps its log beside the real file
    if (!soak.server.start()) {
        soak.require(false, "the server does not start on the small disk");
        return;
    }
    Book book;
    std::atomic<bool> ends = false;
    std::atomic<int> refused = 0;
    int rounds = 0;
    soak.plantNow();
    {
        const std::jthread writer([&] { writeUsers(soak, book, ends, &refused); });
        for (; rounds < soak.pick(2, 20); ++rounds) {
            disk.fill(200'000);
            const int before = refused;
            const auto answered = book.size();
            const auto isRefused = [&] { return refused > before + 20; };
            const bool isFull =
                QTest::qWaitFor([&] { return isRefused() || book.size() > answered + kMoreThanFit; },
                                30'000) &&
                isRefused();
            soak.require(isFull, "the disk never was full");
            if (!isFull) { // it answers what it cannot keep: what is kept is counted below
                disk.release();
                break;
            }
            for (int i = 0; i < 10; ++i) { // reading goes on
                const Reply reply = soak.client->send({"GET", "/v1/users?limit=10"}, &soak.kit->console);
                soak.require(reply.status == 200, "a read was refused: " + describe(reply));
            }
            disk.release();
            const auto written = book.size();
            soak.require(QTest::qWaitFor([&] { return book.size() > written + 20; }, 30'000),
                         "writing does not go on when there is room again");
        }
        ends = true;
    }
    soak.require(soak.server.stop() == 0, "the server does not end");
    checkImage(soak, disk.path() + "/kaomon.db", book.ids());
    soak.measure("answered_writes", static_cast<double>(book.size()));
    soak.measure("refused", refused);
    soak.measure("rounds", rounds);
}

} // namespace kaomon::soak
