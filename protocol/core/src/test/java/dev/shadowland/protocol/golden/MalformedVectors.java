package dev.shadowland.protocol.golden;

import dev.shadowland.protocol.connection.PayloadAnswers;
import dev.shadowland.protocol.message.Ack;
import dev.shadowland.protocol.message.Ping;
import dev.shadowland.protocol.message.RekeyRequest;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.concurrent.UnsafeBuffer;

import java.util.function.Consumer;

/** Section 20 of the document, as far as it needs no history: what must be refused. */
final class MalformedVectors {
    private static final String CLIENT = "client";
    private static final String SERVER = "server";

    private MalformedVectors() {}

    static void addTo(VectorFile file) {
        int sealed = PacketHeader.SEALED;
        datagram(file, "a datagram of 29 bytes", 29, 0, sealed, 0);
        datagram(file, "a datagram of 1201 bytes", 1201, 0, sealed, 0);
        datagram(file, "a datagram of channel 3", 30, 3, sealed, 0);
        datagram(file, "a datagram with flag 0x80", 30, 0, sealed | 0x80, 0);
        datagram(file, "a datagram without flag 0x02", 30, 0, 0x01, 0);
        datagram(file, "a datagram of sequence 2^63", 30, 0, sealed, Long.MIN_VALUE);
        lengths(file);
        control(file);
        fragments(file);
        reliable(file);
        symbols(file);
    }

    private static void datagram(
            VectorFile file, String name, int length, int channel, int flags, long sequence) {
        byte[] bytes = new byte[length];
        UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        PacketHeader.write(buffer, 0, 0x0812_3456, channel, flags, sequence);
        boolean isDropped = PacketHeader.checkSealed(buffer, 0, length) != null;
        file.vector(name, "malformed datagram")
                .bytes(bytes)
                .expect("answer", isDropped ? "dropped" : "opened");
    }

    private static void lengths(VectorFile file) {
        payload(file, "a frame past the end", CLIENT, writer -> writer.u8(0x20).u8(13).i64(0));
        payload(
                file,
                "a good frame, then one past the end",
                CLIENT,
                writer -> {
                    new Ping(1).writeFrame(writer);
                    writer.u8(FrameType.PING).u8(8).u8(0);
                });
        payload(
                file,
                "an overlong length",
                CLIENT,
                writer -> writer.u8(FrameType.PING).u8(0x88).u8(0).i64(0));
        payload(file, "a type without a length", SERVER, writer -> writer.u8(FrameType.PING));
        payload(file, "a control frame of no version", SERVER, writer -> writer.u8(0x1F).u8(0));
    }

    private static void control(VectorFile file) {
        payload(file, "a Ping of 7 bytes", CLIENT, writer -> head(writer, FrameType.PING, 7));
        payload(file, "a Pong of 9 bytes", SERVER, writer -> head(writer, FrameType.PONG, 9));
        payload(
                file,
                "a Disconnect without a reason",
                SERVER,
                writer -> head(writer, FrameType.DISCONNECT, 0));
        payload(file, "an Ack of 17 bytes", CLIENT, writer -> head(writer, FrameType.ACK, 17));
        payload(
                file,
                "an Ack of a sequence below 0",
                CLIENT,
                writer -> writer.u8(FrameType.ACK).u8(Ack.SIZE).i64(0).i64(1).u16(0));
        payload(
                file,
                "a CryptoTest of 7 bytes when the proof is over",
                SERVER,
                writer -> head(writer, FrameType.CRYPTO_TEST, 7));
        payload(
                file,
                "a CheckIntegrity of 5 bytes",
                SERVER,
                writer -> head(writer, FrameType.CHECK_INTEGRITY, 5));
        payload(
                file,
                "a CheckIntegrity of 19 bytes of a client",
                CLIENT,
                writer -> head(writer, FrameType.CHECK_INTEGRITY, 19));
        payload(
                file,
                "a RekeyRequest of a client",
                CLIENT,
                writer -> new RekeyRequest(1, FrameVectors.pattern(32)).writeFrame(writer));
    }

    private static void fragments(VectorFile file) {
        payload(file, "a piece between the pieces", SERVER, writer -> piece(writer, 512, 2000));
        payload(file, "a piece of what needs none", SERVER, writer -> piece(writer, 0, 1024));
        payload(file, "a piece of too large a whole", SERVER, writer -> piece(writer, 0, 65_537));
        payload(file, "a piece that is too short", SERVER, writer -> piece(writer, 0, 2000));
        payload(
                file,
                "a compressed frame of too large a size",
                SERVER,
                writer -> writer.u8(FrameType.COMPRESSED).u8(4).varUInt(65_537).u8(0));
        payload(
                file,
                "a compressed frame whose block ends too soon",
                SERVER,
                writer -> writer.u8(FrameType.COMPRESSED).u8(3).varUInt(9).u8(0x10).u8(0x20));
    }

    private static void piece(WireWriter writer, int offset, int total) {
        writer.u8(FrameType.FRAGMENT).u8(9).u16(1).u16(offset).u32(total).u8(0);
    }

    private static void reliable(VectorFile file) {
        payload(
                file,
                "a message without a type",
                CLIENT,
                writer -> head(writer, FrameType.RELIABLE_ORDERED, 4));
        payload(
                file,
                "a message that is a control frame",
                CLIENT,
                writer -> message(writer, FrameType.RELIABLE_ORDERED, FrameType.PING));
        payload(
                file,
                "a message within a message",
                CLIENT,
                writer ->
                        message(writer, FrameType.RELIABLE_UNORDERED, FrameType.RELIABLE_ORDERED));
        payload(
                file,
                "a malformed piece in a reliable channel",
                SERVER,
                writer -> message(writer, FrameType.RELIABLE_UNORDERED, FrameType.FRAGMENT));
        payload(
                file,
                "a malformed compressed frame in a reliable channel",
                SERVER,
                writer -> message(writer, FrameType.RELIABLE_ORDERED, FrameType.COMPRESSED));
    }

    /** A definition is in a message of the ordered channel, and nowhere else. */
    private static void symbols(VectorFile file) {
        payload(
                file,
                "a SymbolDefine by itself",
                SERVER,
                writer -> head(writer, FrameType.SYMBOL_DEFINE, 8));
        payload(
                file,
                "a SymbolDefine in the unordered channel",
                SERVER,
                writer -> message(writer, FrameType.RELIABLE_UNORDERED, FrameType.SYMBOL_DEFINE));
    }

    private static void message(WireWriter writer, int type, int inner) {
        writer.u8(type).u8(4 + 1 + 8).u32(0).u8(inner).i64(0);
    }

    /** A frame of so many zero bytes. */
    private static void head(WireWriter writer, int type, int length) {
        writer.u8(type).u8(length).padTo(writer.length() + length);
    }

    private static void payload(
            VectorFile file, String name, String from, Consumer<WireWriter> write) {
        byte[] bytes = VectorFile.written(write);
        file.vector(name, "malformed payload")
                .given("from", from)
                .bytes(bytes)
                .expect("answer", PayloadAnswers.of(bytes, from.equals(SERVER)));
    }
}
