package dev.shadowland.transport.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 127.0.0.1, true",
        "127.0.0.0/8, 127.255.255.255, true",
        "127.0.0.0/8, 128.0.0.0, false",
        "127.0.0.0/8, 126.255.255.255, false",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.2, false",
        "0.0.0.0/0, 1.2.3.4, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::1, ::1, true",
        "::1, ::2, false",
        "fd00::/8, fd12:3456::1, true",
        "fd00::/8, fe80::1, false",
        "2001:db8::/64, 2001:db8::ffff:0:0:1, true",
        "2001:db8::/65, 2001:db8::8000:0:0:1, false",
        "2001:db8::/65, 2001:db8::7000:0:0:1, true",
        "::/0, 2001:db8::1, true"
    })
    void shouldContainWhatHasItsPrefix(String range, String address, boolean inside) {
        AddressRange other = AddressRange.parse(address);
        assertThat(AddressRange.parse(range).contains(other.hi(), other.lo())).isEqualTo(inside);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "10.0.0.0/33",
                "::1/129",
                "10.0.0.0/",
                "10.0.0.0/x",
                "1.2.3"
            })
    void shouldRefuseWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> AddressRange.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0x43:10, 67, 10", "65:100000, 65, 100000", "0x0C:1, 12, 1", "0xFF:1, 255, 1"})
    void shouldReadFrameLimits(String text, int type, int perSecond) {
        assertThat(LimitsConfig.FrameLimit.parse(text))
                .isEqualTo(new LimitsConfig.FrameLimit(type, perSecond));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0x43",
                "0x43:0",
                "0x43:100001",
                "3:1",
                "0x100:1",
                "-1:1",
                "x:1",
                "1:2:3"
            })
    void shouldRefuseOtherFrameLimits(String text) {
        assertThatThrownBy(() -> LimitsConfig.FrameLimit.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Such a limit would be taken and never asked. */
    @ParameterizedTest
    @ValueSource(strings = {"0x04", "0x07", "0x08", "0x0E", "0x65", "0x67", "0x68", "0x69"})
    void shouldRefuseLimitsOfFramesThatNeverReachASession(String type) {
        assertThatThrownBy(() -> LimitsConfig.FrameLimit.parse(type + ":10"))
                .hasMessageContaining("no frame of a session");
    }
}
