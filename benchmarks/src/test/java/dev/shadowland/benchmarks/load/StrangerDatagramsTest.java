package dev.shadowland.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.wire.Crc32cTrailer;
import dev.shadowland.protocol.wire.PacketHeader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class StrangerDatagramsTest {
    private final StrangerDatagrams datagrams = new StrangerDatagrams(1);
    private final Crc32cTrailer crc = new Crc32cTrailer();

    @Test
    void shouldMakeConnectsWhoseChecksumHolds() {
        assertThat(datagrams.connects()).allSatisfy(d -> assertThat(holds(d)).isTrue());
        assertThat(datagrams.wrongCookies()).allSatisfy(d -> assertThat(holds(d)).isTrue());
        assertThat(datagrams.shortConnects()).allSatisfy(d -> assertThat(holds(d)).isTrue());
        assertThat(datagrams.connects())
                .allSatisfy(d -> assertThat(d).hasSize(PacketHeader.MAX_DATAGRAM));
        assertThat(datagrams.shortConnects()).allSatisfy(d -> assertThat(d).hasSizeLessThan(100));
    }

    @Test
    void shouldMakeGarbageThatLooksSealed() {
        assertThat(datagrams.sealedGarbage())
                .allSatisfy(
                        d ->
                                assertThat(
                                                PacketHeader.checkSealed(
                                                        new UnsafeBuffer(d), 0, d.length))
                                        .isNull());
    }

    private boolean holds(byte[] datagram) {
        return crc.matches(new UnsafeBuffer(datagram), 0, datagram.length);
    }
}
