// SPDX-License-Identifier: GPL-3.0-or-later
#include "capture/helper_protocol.h"

#include <array>
#include <cstring>
#include <string_view>

namespace kaomon::capture {
namespace {

// Both ends are programs of one build on one machine, so numbers travel in the machine's own byte order.
constexpr std::uint32_t kMagic = 0x4D41434B; // "KCAM"
constexpr std::size_t kMaxPayload = 4U << 20;
constexpr std::size_t kMaxCameras = 64;
constexpr std::size_t kMaxText = 4096;

enum class Type : std::uint32_t { List = 1, Opened = 2, Frame = 3, Failure = 4 };

struct Header {
    std::uint32_t magic = kMagic;
    std::uint32_t type = 0;
    std::uint32_t length = 0;
};

struct FrameHead {
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::uint64_t sequence = 0;
    std::int64_t capturedAtNanos = 0; // steady clock; one clock for all processes of a machine
};

class Writer {
public:
    template<class T>
    void number(const T& value) {
        raw(&value, sizeof value);
    }
    void text(std::string_view value) {
        value = value.substr(0, kMaxText);
        number(static_cast<std::uint32_t>(value.size()));
        raw(value.data(), value.size());
    }
    void camera(const CameraInfo& info) {
        text(info.id);
        text(info.description);
        number(info.framesPerSecond);
    }
    void raw(const void* data, std::size_t size) {
        const std::size_t at = m_bytes.size();
        m_bytes.resize(at + size);
        if (size > 0) {
            std::memcpy(m_bytes.data() + at, data, size);
        }
    }
    std::vector<std::uint8_t> finish(Type type) {
        const Header header{kMagic, static_cast<std::uint32_t>(type),
                            static_cast<std::uint32_t>(m_bytes.size() - sizeof(Header))};
        std::memcpy(m_bytes.data(), &header, sizeof header);
        return std::move(m_bytes);
    }

private:
    std::vector<std::uint8_t> m_bytes = std::vector<std::uint8_t>(sizeof(Header));
};

class Reader {
public:
    explicit Reader(std::span<const std::uint8_t> bytes)
        : m_bytes(bytes) {}
    template<class T>
    bool number(T& out) {
        if (m_bytes.size() < sizeof out) {
            return false;
        }
        std::memcpy(&out, m_bytes.data(), sizeof out);
        m_bytes = m_bytes.subspan(sizeof out);
        return true;
    }
    bool text(std::string& out) {
        std::uint32_t size = 0;
        if (!number(size) || size > kMaxText || size > m_bytes.size()) {
            return false;
        }
        out.assign(m_bytes.begin(), m_bytes.begin() + size);
        m_bytes = m_bytes.subspan(size);
        return true;
    }
    bool camera(CameraInfo& out) {
        return text(out.id) && text(out.description) && number(out.framesPerSecond);
    }
    std::span<const std::uint8_t> rest() const { return m_bytes; }

private:
    std::span<const std::uint8_t> m_bytes;
};

struct Encoder {
    std::vector<std::uint8_t> operator()(const CameraList& list) const {
        Writer writer;
        writer.number(static_cast<std::uint32_t>(std::min(list.cameras.size(), kMaxCameras)));
        for (std::size_t i = 0; i < std::min(list.cameras.size(), kMaxCameras); ++i) {
            writer.camera(list.cameras[i]);
        }
        return writer.finish(Type::List);
    }
    std::vector<std::uint8_t> operator()(const CameraOpened& opened) const {
        Writer writer;
        writer.camera(opened.camera);
        return writer.finish(Type::Opened);
    }
    std::vector<std::uint8_t> operator()(const vision::Frame& frame) const {
        Writer writer;
        writer.number(FrameHead{frame.width, frame.height, frame.sequence,
                                std::chrono::nanoseconds(frame.capturedAt.time_since_epoch()).count()});
        for (int y = 0; y < frame.height; ++y) {
            writer.raw(frame.row(y), static_cast<std::size_t>(frame.width) * 3);
        }
        return writer.finish(Type::Frame);
    }
    std::vector<std::uint8_t> operator()(const HelperFailure& failure) const {
        Writer writer;
        writer.text(wireName(failure.code));
        writer.text(failure.detail);
        return writer.finish(Type::Failure);
    }
};

tl::unexpected<Error> broken(const char* what) {
    return fail(ErrorCode::ProtocolError, std::string("camera helper: ") + what);
}

Result<HelperMessage> decodeList(Reader reader) {
    std::uint32_t count = 0;
    if (!reader.number(count) || count > kMaxCameras) {
        return broken("bad camera list");
    }
    CameraList list;
    list.cameras.resize(count);
    for (CameraInfo& camera : list.cameras) {
        if (!reader.camera(camera)) {
            return broken("bad camera list");
        }
    }
    return list;
}

Result<HelperMessage> decodeFrame(Reader reader) {
    FrameHead head;
    if (!reader.number(head) || head.width <= 0 || head.height <= 0) {
        return broken("bad frame head");
    }
    const std::span<const std::uint8_t> pixels = reader.rest();
    const std::uint64_t needed =
        static_cast<std::uint64_t>(head.width) * 3 * static_cast<std::uint64_t>(head.height);
    if (needed != pixels.size()) {
        return broken("frame size and length differ");
    }
    vision::Frame frame = vision::copyFrame(head.width, head.height, head.width * 3, pixels);
    if (!frame.isValid()) {
        return broken("impossible frame");
    }
    frame.sequence = head.sequence;
    frame.capturedAt = std::chrono::steady_clock::time_point(std::chrono::nanoseconds(head.capturedAtNanos));
    return frame;
}

Result<HelperMessage> decodeMessage(std::uint32_t type, Reader reader) {
    switch (static_cast<Type>(type)) {
    case Type::List:
        return decodeList(reader);
    case Type::Opened: {
        CameraOpened opened;
        return reader.camera(opened.camera) ? Result<HelperMessage>(opened) : broken("bad camera");
    }
    case Type::Frame:
        return decodeFrame(reader);
    case Type::Failure: {
        std::string code;
        HelperFailure failure;
        if (!reader.text(code) || !reader.text(failure.detail)) {
            return broken("bad failure");
        }
        failure.code = errorCodeFromWire(code).value_or(ErrorCode::CameraFailed);
        return failure;
    }
    }
    return broken("unknown message");
}

} // namespace

std::vector<std::uint8_t> encodeMessage(const HelperMessage& message) {
    return std::visit(Encoder{}, message);
}

void HelperMessageReader::append(std::span<const std::uint8_t> bytes) {
    m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(m_consumed));
    m_consumed = 0;
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

Result<std::optional<HelperMessage>> HelperMessageReader::next() {
    const std::span<const std::uint8_t> unread = std::span(m_buffer).subspan(m_consumed);
    Header header;
    if (unread.size() < sizeof header) {
        return std::optional<HelperMessage>();
    }
    std::memcpy(&header, unread.data(), sizeof header);
    if (header.magic != kMagic || header.length > kMaxPayload) {
        return broken("bad header");
    }
    if (unread.size() < sizeof header + header.length) {
        return std::optional<HelperMessage>();
    }
    auto message = decodeMessage(header.type, Reader(unread.subspan(sizeof header, header.length)));
    if (!message) {
        return propagate(message.error());
    }
    m_consumed += sizeof header + header.length;
    return std::optional<HelperMessage>(std::move(*message));
}

} // namespace kaomon::capture
