// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <variant>

#include <windows.h>

#include "logon/pam/face_logon.h"

namespace kaomon::logon {

struct CodeChecked {
    Status status;
};

// The end of a look, or of a question that follows it.
using AttemptEnd = std::variant<FaceAnswer, Result<PinAnswer>, Result<EmergencyQuestion>, CodeChecked>;

// What a worker has to say about one attempt: a state on the way, or the end.
struct AttemptNews {
    std::uint64_t attempt = 0;
    std::variant<std::string, AttemptEnd> what;
};

// Carries news from workers to LogonUI's thread, where every COM call is made: a window without a picture,
// which that thread serves with its other windows. Kept by shared_ptr, because a worker may outlive the
// provider.
class NewsQueue {
public:
    using Receiver = std::function<void(AttemptNews)>;

    // On LogonUI's thread, where `receiver` will be called until close(). Null when there can be no window.
    [[nodiscard]] static std::shared_ptr<NewsQueue> open(Receiver receiver);
    ~NewsQueue();
    NewsQueue(const NewsQueue&) = delete;
    NewsQueue& operator=(const NewsQueue&) = delete;

    // Any thread. Dropped (secrets wiped) after close().
    void post(AttemptNews news);
    // On LogonUI's thread.
    void close();

private:
    NewsQueue() = default;
    static LRESULT CALLBACK windowProc(HWND window, UINT message, WPARAM first, LPARAM second);
    void deliver();

    Receiver m_receiver; // LogonUI's thread only
    std::mutex m_mutex;  // guards what follows
    HWND m_window = nullptr;
    std::deque<AttemptNews> m_news;
};

} // namespace kaomon::logon
