// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "capture/camera_kind.h"
#include "capture/format_choice.h"

using namespace kaomon::capture;

Q_DECLARE_METATYPE(kaomon::capture::CameraInfo)

// Which camera comes first, and in which form it sends its pictures, as the settings wish.
class TestCameraWishes : public QObject {
    Q_OBJECT

    // A kernel's view of cameras, made of folders and links as sysfs has them.
    class Kernel {
    public:
        // `removable`: what USB says of the port; empty for a device that is on no USB.
        void add(const std::string& node, const std::string& name, const std::string& removable) {
            const bool isUsb = !removable.empty();
            const auto port = root() / "devices" / (isUsb ? "usb" : "pci") / node;
            const auto interface = port / "interface";
            std::filesystem::create_directories(interface);
            if (isUsb) {
                write(port / "removable", removable);
                write(port / "idVendor", "1234");
                write(interface / "bInterfaceNumber", "00");
            }
            const auto device = videoDevices() / node;
            std::filesystem::create_directories(device);
            std::filesystem::create_directory_symlink(interface, device / "device");
            write(device / "name", name);
        }
        [[nodiscard]] std::filesystem::path videoDevices() const { return root() / "class"; }

    private:
        [[nodiscard]] std::filesystem::path root() const { return m_folder.path().toStdString(); }
        static void write(const std::filesystem::path& file, const std::string& text) {
            std::ofstream(file) << text << '\n';
        }
        QTemporaryDir m_folder;
    };

private slots:
    void theKernelSaysWhatACameraIs_data() {
        QTest::addColumn<CameraInfo>("camera");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, CameraInfo camera, CameraKind kind) {
            QTest::newRow(name) << camera << static_cast<int>(kind);
        };
        row("by its device", {"/dev/video0", "anything"}, CameraKind::InternalColour);
        row("by its name, cut off by the kernel", {"17", "Laptop Camera: Laptop Camera of the screen"},
            CameraKind::InternalColour);
        row("infrared", {"3", "Laptop IR Camera"}, CameraKind::InternalInfrared);
        row("can be taken away", {"/dev/video4", "Desk Camera"}, CameraKind::Usb);
        row("infrared that can be taken away", {"/dev/video6", "Desk IR"}, CameraKind::Usb);
        row("a port that says nothing, a name that does", {"/dev/video8", "Integrated Webcam"},
            CameraKind::InternalColour);
        row("a port that says nothing", {"/dev/video10", "Webcam"}, CameraKind::Usb);
        row("on no USB", {"/dev/video12", "Sensor"}, CameraKind::InternalColour);
        row("unknown to the kernel", {"44", "Some camera"}, CameraKind::Usb);
        row("of the network by its name", {"45", "IP camera of the hall"}, CameraKind::Network);
        row("of the network by its address", {"rtsp://camera.example/1", "Hall"}, CameraKind::Network);
        row("a name that only begins alike", {"46", "Hippo"}, CameraKind::Usb);
    }
    void theKernelSaysWhatACameraIs() {
#ifdef _WIN32
        QSKIP("the folders and links are those of Linux's kernel");
#endif
        QFETCH(CameraInfo, camera);
        QFETCH(int, kind);
        Kernel kernel;
        kernel.add("video0", "Laptop Camera: Laptop Camera", "fixed");
        kernel.add("video2", "Laptop IR Camera", "fixed");
        kernel.add("video4", "Desk Camera", "removable");
        kernel.add("video6", "Desk IR", "removable");
        kernel.add("video8", "Integrated Webcam", "unknown");
        kernel.add("video10", "Webcam", "unknown");
        kernel.add("video12", "Sensor", "");
        QCOMPARE(static_cast<int>(kindOf(camera, kernel.videoDevices())), kind);
    }

    void namesAreThoseOfTheSetting() {
        for (const auto kind : {CameraKind::InternalInfrared, CameraKind::InternalColour, CameraKind::Usb,
                                CameraKind::Network}) {
            QVERIFY(cameraKindFromWire(toWire(kind)) == kind);
        }
        for (const auto choice : {Compression::Auto, Compression::Off, Compression::On}) {
            QVERIFY(compressionFromWire(toWire(choice)) == choice);
        }
        QVERIFY(!cameraKindFromWire("telepathy") && !compressionFromWire(""));
    }

    void theFormatIsTheWishedOne_data() {
        QTest::addColumn<int>("compression");
        QTest::addColumn<int>("best");
        QTest::newRow("the smallest that is fast") << int(Compression::Auto) << 1;
        QTest::newRow("compressed") << int(Compression::On) << 3;
        QTest::newRow("not compressed") << int(Compression::Off) << 1;
    }
    void theFormatIsTheWishedOne() {
        QFETCH(int, compression);
        QFETCH(int, best);
        const std::vector<FormatFacts> formats{{320, 240, 30, false},
                                               {640, 480, 30, false},
                                               {1920, 1080, 5, false},
                                               {1280, 720, 30, true},
                                               {1920, 1080, 30, true}};
        const auto chosen = bestFormat(formats, static_cast<Compression>(compression));
        QVERIFY(chosen);
        QCOMPARE(static_cast<int>(*chosen), best);
    }

    void whatACameraHasNotIsNotWished() {
        const std::vector<FormatFacts> raw{{640, 480, 30, false}};
        QVERIFY(bestFormat(raw, Compression::On) == std::size_t(0));
        QVERIFY(!bestFormat({}, Compression::Auto));
    }
};

QTEST_GUILESS_MAIN(TestCameraWishes)
#include "tst_camera_wishes.moc"
