package dev.shadowland.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shadowland.protocol.snapshot.UpdateEntity;
import dev.shadowland.protocol.wire.WireReader;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;

/** Both sides of each boundary of a body's values. */
class MessageBoundaryTest {
    private static final String SINCE = "ffffffff";
    private static final String ZEROS = "00".repeat(1100);

    @ParameterizedTest
    @CsvSource({"00000000,false", "01000000,true", "ffffffff,true"})
    void shouldNumberRekeysCommandsAndEventsFromOne(String number, boolean good) {
        assertThat(RekeyRequest.read(body(number + ZEROS.substring(0, 64))) != null)
                .isEqualTo(good);
        assertThat(RekeyResponse.read(body(number + ZEROS.substring(0, 64))) != null)
                .isEqualTo(good);
        assertThat(Command.read(body(number + SINCE + "000000")) != null).isEqualTo(good);
        assertThat(WorldEvent.read(body(number + SINCE + "0000")) != null).isEqualTo(good);
        assertThat(WorldReceipt.read(body(number + SINCE))).isNotNull();
        assertThat(WorldReceipt.read(body(number))).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1000,true", "1001,false"})
    void shouldBoundCommandsAndEvents(int length, boolean good) {
        String bytes = "01000000" + SINCE + "0000" + ZEROS.substring(0, 2 * length);
        assertThat(Command.read(body(bytes + "00")) != null).isEqualTo(good);
        assertThat(WorldEvent.read(body(bytes)) != null).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({"01000000,00,true", "01000000,01,false", "00010000,ff,true", "ff000000,ff,false"})
    void shouldKeepFewerOlderCommandsThanWereGiven(String number, String kept, boolean good) {
        assertThat(Command.read(body(number + SINCE + kept + "0000")) != null).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,true",
        "0,1,false",
        "1,1,true",
        "1,2,false",
        "63,7fffffffffffffff,true",
        "63,ffffffffffffffff,false",
        "64,ffffffffffffffff,true",
        "-1,0,false"
    })
    void shouldRefuseAnAckOfASequenceBelowZero(long newest, String bits, boolean good) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[18]);
        buffer.putLong(0, newest);
        buffer.putLong(8, Long.parseUnsignedLong(bits, 16));

        assertThat(Ack.read(new WireReader().wrap(buffer, 0, 18)) != null).isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({
        "0,1024,1024,false",
        "0,1025,1024,true",
        "1024,1025,1,true",
        "1024,1025,2,false",
        "1024,1025,0,false",
        "2048,1025,1,false",
        "512,2048,1024,false",
        "0,65536,1024,true",
        "64512,65536,1024,true",
        "64512,65537,1024,false",
        "0,4294967295,1024,false",
        "0,0,0,false",
        "1024,2048,1024,true",
        "1024,2048,1023,false",
        "2048,2048,0,false"
    })
    void shouldRefuseAPieceThatDoesNotTileItsWhole(
            int offset, long total, int length, boolean good) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[1040]);
        buffer.putShort(2, (short) offset);
        buffer.putInt(4, (int) total);

        assertThat(Fragment.read(new WireReader().wrap(buffer, 0, 8 + length)) != null)
                .isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({"1100,true", "1101,false"})
    void shouldBoundTheFillerOfABenchmark(int filler, boolean good) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[1200]);
        WireReader reader = new WireReader().wrap(buffer, 0, 12 + filler);

        assertThat(Benchmark.read(reader) != null).isEqualTo(good);
        buffer.putByte(12 + filler - 1, (byte) 1);
        assertThat(Benchmark.read(reader.wrap(buffer, 0, 12 + filler))).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,0,1,true", "0,1,0,1,false", "1,1.0000001,0,1,false", "1,-1,0,6,true",
        "1,-1.0000001,0,1,false", "1,NaN,0,1,false", "1,0,NaN,1,false", "1,0,Infinity,1,false",
        "1,0,0,0,false", "1,0,0,7,false", "4294967295,0,720,1,true"
    })
    void shouldRefuseAnInputThatNoClientSends(
            long number, float move, float yaw, int steps, boolean good) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[18]);
        buffer.putInt(0, (int) number);
        buffer.putFloat(4, move);
        buffer.putFloat(8, move);
        buffer.putFloat(12, yaw);
        buffer.putByte(17, (byte) steps);

        assertThat(SyncEntity.read(new WireReader().wrap(buffer, 0, 18)) != null).isEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000004" + "0000", // entity 0
                "0000008004" + "0000", // entity 2^31
                "0100000000", // no field
                "0100000040", // a quadrant
                "0100000080" + "00", // an extension
                "0100000004" + "00", // cut
                "0100000004" + "000000", // too long
                "0100000002" + "0000c07f" + "0000000000000000" // pitch is no number
            })
    void shouldRefuseAnEntityThatNoServerSends(String bytes) {
        assertThat(UpdateEntity.read(body(bytes))).isNull();
    }

    @Test
    void shouldRefuseAHandshakeOfAnythingButOne() {
        assertThat(ReliableHandshake.read(body("01"))).isNotNull();
        assertThat(ReliableHandshake.read(body("00"))).isNull();
        assertThat(ReliableHandshake.read(body("02"))).isNull();
        assertThat(ReliableHandshake.read(body("0101"))).isNull();
        assertThat(ReliableHandshake.read(body(""))).isNull();
    }

    @Test
    void shouldThrowWhenACallerBuildsWhatNoPeerTakes() {
        byte[] none = new byte[0];
        assertThrows(() -> new Command(0, 0, 0, 0, none));
        assertThrows(() -> new Command(1L << 32, 0, 0, 0, none));
        assertThrows(() -> new Command(1, 0, 0, 0x10000, none));
        assertThrows(() -> new Command(300, 0, 256, 0, none));
        assertThrows(() -> new Command(5, 0, 5, 0, none));
        assertThrows(() -> new Command(1, -1, 0, 0, none));
        assertThrows(() -> new Command(1, 1L << 32, 0, 0, none));
        assertThrows(() -> new WorldEvent(1, 0, -1, none));
        assertThrows(() -> new WorldEvent(1, 0, 0, new byte[1001]));
        assertThrows(() -> new WorldEvent(1, 1L << 32, 0, none));
        assertThrows(() -> new WorldReceipt(1, -1));
        assertThrows(() -> new WorldReceipt(1L << 32, 0));
        assertThrows(() -> new Fragment(0, 0, 1024, new byte[1024]));
        assertThrows(() -> new Ack(0, 1, 0));
        assertThrows(() -> new Ack(0, 0, 0x10000));
        assertThrows(() -> new Disconnect(256));
        assertThrows(() -> new RekeyRequest(1, new byte[31]));
        assertThrows(() -> new RekeyResponse(0, new byte[32]));
        assertThrows(() -> new IntegrityAnswer(1, new byte[15]));
        assertThrows(() -> new CheckIntegrity(1, 0x10000));
        assertThrows(() -> new Benchmark(0, 0, 1101));
        assertThrows(() -> new Resync(-1));
        assertThrows(() -> new SyncEntity(1, 0, 0, 0, 256, 1));
    }

    @Test
    void shouldNameNoSecret() {
        byte[] key = HexFormat.of().parseHex("ab".repeat(32));
        assertThat(new RekeyRequest(1, key).toString()).isEqualTo("RekeyRequest[epoch=1]");
        assertThat(new RekeyResponse(1, key).toString()).isEqualTo("RekeyResponse[epoch=1]");
        assertThat(new IntegrityAnswer(3, new byte[16]).toString())
                .isEqualTo("IntegrityAnswer[challenge=3]");
        assertThat(new Command(1, 0, 0, 2, key).toString())
                .isEqualTo("Command[1, kind 2, 32 bytes]");
    }

    private static void assertThrows(org.assertj.core.api.ThrowableAssert.ThrowingCallable make) {
        assertThatThrownBy(make).isInstanceOf(IllegalArgumentException.class);
    }

    private static WireReader body(String hex) {
        return new WireReader()
                .wrap(new UnsafeBuffer(HexFormat.of().parseHex(hex)), 0, hex.length() / 2);
    }
}
