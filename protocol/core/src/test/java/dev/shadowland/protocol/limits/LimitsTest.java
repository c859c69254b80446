package dev.shadowland.protocol.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.wire.PeerAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.SplittableRandom;

class LimitsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_800_000_000L * SECOND;
    private static final long V4 = 0xFFFF_0A00_0001L;

    @Test
    void shouldLetTheBurstPassAndThenTheRate() {
        Rate rate = Rate.of(10, 2);
        long bucket = Rate.FRESH;
        int taken = 0;
        for (long next = rate.take(bucket, 1, START);
                next != Rate.REFUSED;
                next = rate.take(bucket, 1, START)) {
            bucket = next;
            taken++;
        }
        assertThat(taken).isEqualTo(20);
        assertThat(rate.take(bucket, 1, START + SECOND / 10 - 1)).isEqualTo(Rate.REFUSED);
        assertThat(rate.take(bucket, 1, START + SECOND / 10)).isNotEqualTo(Rate.REFUSED);
    }

    @Test
    void shouldSaveUpNoMoreThanTheBurst() {
        Rate rate = Rate.of(10, 2);
        long bucket = rate.take(Rate.FRESH, 1, START);
        long later = START + 3600 * SECOND;
        assertThat(rate.take(bucket, 20, later)).isNotEqualTo(Rate.REFUSED);
        assertThat(rate.take(bucket, 21, later)).isEqualTo(Rate.REFUSED);
    }

    @Test
    void shouldRefuseRatesThatAreNone() {
        assertThatThrownBy(() -> Rate.of(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rate.of(5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Rate.of(SECOND + 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static ConnectionLimits connection() {
        return new ConnectionLimits(
                new ConnectionLimits.Settings(
                        Rate.of(100, 1),
                        Rate.of(10_000, 1),
                        new ConnectionLimits.ByType(Rate.of(50, 1)).with(0x43, Rate.of(1, 1)),
                        5 * SECOND));
    }

    @Test
    void shouldLimitDatagramsBytesAndTypesEachByItself() {
        ConnectionLimits limits = connection();
        for (int i = 0; i < 100; i++) {
            assertThat(limits.onDatagram(30, START)).isTrue();
        }
        assertThat(limits.onDatagram(30, START)).isFalse();
        assertThat(connection().onDatagram(10_000, START)).isTrue();
        assertThat(connection().onDatagram(10_001, START)).isFalse();
        assertThat(limits.onFrame(0x43, START)).isTrue();
        assertThat(limits.onFrame(0x43, START)).isFalse();
        assertThat(limits.onFrame(0x41, START)).isTrue();
        assertThat(limits.onFrame(0xFF, START)).isTrue();
    }

    @Test
    void shouldCountWhatIsDecompressedAsBytesAndAsFramesOfItsType() {
        ConnectionLimits limits = connection();
        assertThat(limits.onDatagram(1_000, START)).isTrue();
        assertThat(limits.onExpanding(9_001, 0, START)).isFalse();
        assertThat(limits.onExpanding(4_000, 0, START)).isTrue();
        assertThat(limits.onExpanding(5_000, 51, START)).as("51 messages").isFalse();
        assertThat(limits.onExpanding(5_000, 50, START)).as("nothing was taken").isTrue();
        assertThat(limits.onDatagram(1, START)).isFalse();
        assertThat(limits.onFrame(0x67, START)).isFalse();
        assertThat(limits.onExpanding(10_000, 50, START + SECOND)).isTrue();
    }

    @Test
    void shouldCountNonsenseAsExcess() {
        ConnectionLimits limits = connection();
        for (int i = 0; i < 10; i++) {
            limits.onNonsense(START + i * SECOND / 2);
        }
        assertThat(limits.isPersistent()).isFalse();
        limits.onNonsense(START + 5 * SECOND);
        assertThat(limits.isPersistent()).isTrue();
    }

    /** Excess without a pause of a second, for 5 s: not a moment earlier. */
    @ParameterizedTest
    @CsvSource({"900, 4999, false", "900, 5000, true", "1100, 20000, false"})
    void shouldCallExcessPersistentAfterItsTime(long gapMs, long lastsMs, boolean persistent) {
        ConnectionLimits limits = connection();
        for (long atMs = 0; atMs <= lastsMs; atMs = next(atMs, gapMs, lastsMs)) {
            limits.onDatagram(20_000, START + atMs * 1_000_000);
            if (atMs == lastsMs) {
                break;
            }
        }
        assertThat(limits.isPersistent()).isEqualTo(persistent);
        assertThat(connection().isPersistent()).isFalse();
    }

    private static long next(long atMs, long gapMs, long lastMs) {
        return lastMs - atMs <= gapMs ? lastMs : atMs + gapMs;
    }

    /** Without limits of a network. */
    private static AddressLimits limits(
            int most, int newPerSecond, AddressLimits.AddressSet exempt, long hashKey) {
        return new AddressLimits(
                new AddressLimits.Bound(most, newPerSecond),
                new AddressLimits.Bound(1 << 20, 100_000),
                exempt,
                hashKey);
    }

    @Test
    void shouldCountConnectionsPerAddressAndForgetThem() {
        AddressLimits limits = limits(2, 1000, (_, _) -> false, 99);
        PeerAddress one = new PeerAddress(0, V4, 1);
        PeerAddress sameOtherPort = new PeerAddress(0, V4, 2);
        PeerAddress other = new PeerAddress(0, V4 + 1, 1);
        limits.onOpened(one);
        assertThat(limits.admits(sameOtherPort, START)).isTrue();
        limits.onOpened(sameOtherPort);
        assertThat(limits.admits(one, START)).isFalse();
        assertThat(limits.admits(other, START)).isTrue();
        limits.onClosed(one);
        assertThat(limits.admits(one, START)).isTrue();
    }

    @Test
    void shouldTakeAnIpv6NetworkForOneAddress() {
        AddressLimits limits = limits(1, 1000, (_, _) -> false, 99);
        limits.onOpened(new PeerAddress(0x2001_0DB8_0000_0001L, 7, 1));
        assertThat(limits.admits(new PeerAddress(0x2001_0DB8_0000_0001L, 8, 1), START)).isFalse();
        assertThat(limits.admits(new PeerAddress(0x2001_0DB8_0000_0002L, 8, 1), START)).isTrue();
        assertThat(limits.admits(new PeerAddress(0x3001_0DB8_0000_0001L, 8, 1), START)).isTrue();
    }

    @Test
    void shouldLimitAllOfAnIpv6NetworkTogether() {
        AddressLimits limits = ofNetworks(3, 1000);
        for (int subnet = 0; subnet < 3; subnet++) {
            assertThat(limits.admits(ofSubnet(1, subnet), START)).isTrue();
            limits.onOpened(ofSubnet(1, subnet));
        }
        assertThat(limits.admits(ofSubnet(1, 3), START)).isFalse();
        assertThat(limits.admits(ofSubnet(2, 3), START)).isTrue();
        limits.onClosed(ofSubnet(1, 0));
        assertThat(limits.admits(ofSubnet(1, 3), START)).isTrue();
    }

    @Test
    void shouldLimitNewConnectionsOfAnIpv6NetworkPerSecond() {
        AddressLimits limits = ofNetworks(1 << 20, 5);
        int admitted = 0;
        for (int subnet = 0; limits.admits(ofSubnet(1, subnet), START); subnet++) {
            admitted++;
        }
        assertThat(admitted).isEqualTo(50);
        assertThat(limits.admits(ofSubnet(2, 1), START)).isTrue();
        assertThat(limits.admits(ofSubnet(1, 99), START + SECOND / 5)).isTrue();
        assertThat(limits.admits(ofSubnet(1, 99), START + SECOND / 5)).isFalse();
    }

    /** IPv4 addresses all lie in the same /48 of those that stand for them. */
    @Test
    void shouldTakeNoIpv4AddressesForOneNetwork() {
        AddressLimits limits = ofNetworks(1, 1);
        for (int i = 0; i < 100; i++) {
            PeerAddress address = new PeerAddress(0, V4 + i, 1);
            assertThat(limits.admits(address, START)).isTrue();
            limits.onOpened(address);
        }
    }

    /** Who is refused because of neighbours may come when they are done. */
    @Test
    void shouldNotUseUpWhatAnAddressMayDoWhenItsNetworkIsRefused() {
        AddressLimits limits =
                new AddressLimits(
                        new AddressLimits.Bound(1 << 20, 1),
                        new AddressLimits.Bound(1, 1000),
                        (_, _) -> false,
                        99);
        limits.onOpened(ofSubnet(1, 1));
        for (int i = 0; i < 100; i++) {
            assertThat(limits.admits(ofSubnet(1, 2), START)).isFalse();
        }
        limits.onClosed(ofSubnet(1, 1));
        assertThat(limits.admits(ofSubnet(1, 2), START)).isTrue();
    }

    private static AddressLimits ofNetworks(int most, int newPerSecond) {
        return new AddressLimits(
                new AddressLimits.Bound(1 << 20, 1000),
                new AddressLimits.Bound(most, newPerSecond),
                (_, _) -> false,
                99);
    }

    /** An address in the /64 of this number of a /48. */
    private static PeerAddress ofSubnet(int network, int subnet) {
        return new PeerAddress(0x2001_0DB8_0000_0000L + ((long) network << 16) + subnet, 7, 1);
    }

    @Test
    void shouldLimitNewConnectionsPerSecond() {
        AddressLimits limits = limits(1 << 20, 5, (_, _) -> false, 99);
        PeerAddress one = new PeerAddress(0, V4, 1);
        int admitted = 0;
        while (limits.admits(one, START)) {
            admitted++;
        }
        assertThat(admitted).isEqualTo(50);
        assertThat(limits.admits(one, START + SECOND / 5 - 1)).isFalse();
        assertThat(limits.admits(one, START + SECOND / 5)).isTrue();
    }

    @Test
    void shouldLeaveAllowedAddressesAlone() {
        AddressLimits limits = limits(1, 1, (hi, lo) -> lo == V4 && hi == 0, 99);
        PeerAddress one = new PeerAddress(0, V4, 1);
        for (int i = 0; i < 1000; i++) {
            assertThat(limits.admits(one, START)).isTrue();
            limits.onOpened(one);
        }
    }

    /** Some of a hundred thousand share the slot of the one that is allowed. */
    @Test
    void shouldNotCountAllowedAddressesForThoseThatShareTheirSlot() {
        AddressLimits limits = limits(1, 1000, (hi, lo) -> lo == V4 && hi == 0, 99);
        PeerAddress allowed = new PeerAddress(0, V4, 1);
        limits.onOpened(allowed);
        limits.onOpened(allowed);
        for (int i = 1; i < 100_000; i++) {
            PeerAddress other = new PeerAddress(0, V4 + i, 1);
            assertThat(limits.admits(other, START + i * SECOND)).isTrue();
        }
        limits.onClosed(allowed);
        limits.onClosed(allowed);
        for (int i = 1; i < 100_000; i++) {
            PeerAddress other = new PeerAddress(0, V4 + i, 1);
            limits.onOpened(other);
            assertThat(limits.admits(other, START + (100_000 + i) * SECOND)).isFalse();
            limits.onClosed(other);
        }
    }

    @Test
    void shouldSpreadAddressesOverTheTable() {
        AddressLimits limits = limits(1, 1000, (_, _) -> false, 4711);
        SplittableRandom random = new SplittableRandom(3);
        int free = 0;
        for (int i = 0; i < 1000; i++) {
            PeerAddress address = new PeerAddress(random.nextLong(), 1, 1);
            free += limits.admits(address, START) ? 1 : 0;
            limits.onOpened(address);
        }
        assertThat(free).isGreaterThan(900);
    }
}
