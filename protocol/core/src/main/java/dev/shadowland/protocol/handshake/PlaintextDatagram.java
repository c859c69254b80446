package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.wire.Crc32cTrailer;
import dev.shadowland.protocol.wire.DropReason;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.PacketHeader;
import dev.shadowland.protocol.wire.WireReader;
import dev.shadowland.protocol.wire.WireWriter;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/**
 * The four datagrams that travel in the clear: zero header, type u8, body, CRC32C. Owned by one
 * thread.
 *
 * <pre>
 * Connect            version u16 · clientKey 32 · cookieLength u8 (0 or 48) · cookie · zeros up to 1196 · crc
 * Cookie             clientKey 32 · cookie 48 · crc
 * ConnectionAccepted version u16 · clientKey 32 · connectionId u32 · serverKey 32 · salt 16 · certificate 112 · signature 64 · crc
 * ConnectionDenied   clientKey 32 · reason u8 · oldest u16 · newest version u16 · certificate 112 · signature 64 · crc
 * </pre>
 */
final class PlaintextDatagram {
    private static final int TYPE_OFFSET = PacketHeader.LENGTH;
    private static final int BODY_OFFSET = TYPE_OFFSET + 1;

    private final Crc32cTrailer crc = new Crc32cTrailer();
    private final WireWriter writer = new WireWriter();
    private final WireReader reader = new WireReader();

    /** A Connect as the client writes it. {@code cookie} is null in the first one. */
    record Connect(int version, byte[] clientKey, byte @Nullable [] cookie) {}

    /** A Connect as the server reads it, over and over into the same memory. */
    static final class ReceivedConnect {
        private final byte[] clientKey = new byte[Curves.KEY_LENGTH];
        private final byte[] cookie = new byte[CookieJar.LENGTH];
        private int version;
        private boolean hasCookie;

        int version() {
            return version;
        }

        /** Valid until the next is read, as the cookie is. */
        byte[] clientKey() {
            return clientKey;
        }

        boolean hasCookie() {
            return hasCookie;
        }

        byte[] cookie() {
            return cookie;
        }
    }

    /** A ConnectionAccepted as the client reads it. */
    record Accepted(
            int version,
            byte[] clientKey,
            int connectionId,
            byte[] serverKey,
            byte[] salt,
            IdentityCertificate certificate,
            byte[] signature) {}

    /** A ConnectionDenied as the client reads it. */
    record Denied(
            byte[] clientKey,
            int reason,
            int oldestVersion,
            int newestVersion,
            IdentityCertificate certificate,
            byte[] signature) {}

    /** Type of a plaintext datagram; ask {@link #check} first. */
    static int type(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset + TYPE_OFFSET) & 0xFF;
    }

    /** What is wrong with a datagram that claims to be plaintext, or null. */
    @Nullable DropReason check(DirectBuffer buffer, int offset, int length) {
        if (length < BODY_OFFSET + Crc32cTrailer.LENGTH) {
            return DropReason.TOO_SHORT;
        }
        if (length > PacketHeader.MAX_DATAGRAM) {
            return DropReason.TOO_LONG;
        }
        if (!PacketHeader.isPlaintext(buffer, offset)) {
            return DropReason.BAD_FLAGS;
        }
        return crc.matches(buffer, offset, length) ? null : DropReason.BAD_CRC;
    }

    int writeConnect(MutableDirectBuffer out, int offset, Connect connect) {
        byte[] cookie = connect.cookie();
        WireWriter body =
                begin(out, offset, FrameType.CONNECT)
                        .u16(connect.version())
                        .bytes(connect.clientKey());
        if (cookie == null) {
            body.u8(0);
        } else {
            body.u8(cookie.length).bytes(cookie);
        }
        body.padTo(PacketHeader.MAX_DATAGRAM - Crc32cTrailer.LENGTH);
        return end(out, offset);
    }

    /** Reads a Connect; false when it is malformed. */
    boolean readConnect(DirectBuffer buffer, int offset, int length, ReceivedConnect into) {
        body(buffer, offset, length);
        into.version = reader.u16();
        reader.bytes(into.clientKey);
        int cookieLength = reader.u8();
        into.hasCookie = cookieLength != 0;
        if (into.hasCookie) {
            reader.bytes(into.cookie);
        }
        return !reader.failed() && (cookieLength == 0 || cookieLength == CookieJar.LENGTH);
    }

    int writeCookie(MutableDirectBuffer out, int offset, byte[] clientKey, byte[] cookie) {
        begin(out, offset, FrameType.COOKIE).bytes(clientKey).bytes(cookie);
        return end(out, offset);
    }

    /** The cookie, or null when the datagram is malformed or for another client key. */
    byte @Nullable [] readCookie(DirectBuffer buffer, int offset, int length, byte[] ownKey) {
        body(buffer, offset, length);
        byte[] key = bytes(Curves.KEY_LENGTH);
        byte[] cookie = bytes(CookieJar.LENGTH);
        return reader.finished() && Arrays.equals(key, ownKey) ? cookie : null;
    }

    int writeAccepted(MutableDirectBuffer out, int offset, Accepted accepted) {
        begin(out, offset, FrameType.CONNECTION_ACCEPTED)
                .u16(accepted.version())
                .bytes(accepted.clientKey())
                .u32(accepted.connectionId())
                .bytes(accepted.serverKey())
                .bytes(accepted.salt());
        accepted.certificate().write(writer);
        writer.bytes(accepted.signature());
        return end(out, offset);
    }

    @Nullable Accepted readAccepted(DirectBuffer buffer, int offset, int length) {
        body(buffer, offset, length);
        Accepted accepted =
                new Accepted(
                        reader.u16(),
                        bytes(Curves.KEY_LENGTH),
                        reader.i32(),
                        bytes(Curves.KEY_LENGTH),
                        bytes(Transcript.SALT_LENGTH),
                        IdentityCertificate.read(reader),
                        bytes(Curves.SIGNATURE_LENGTH));
        return reader.finished() ? accepted : null;
    }

    int writeDenied(MutableDirectBuffer out, int offset, Denied denied) {
        begin(out, offset, FrameType.CONNECTION_DENIED)
                .bytes(denied.clientKey())
                .u8(denied.reason())
                .u16(denied.oldestVersion())
                .u16(denied.newestVersion());
        denied.certificate().write(writer);
        writer.bytes(denied.signature());
        return end(out, offset);
    }

    @Nullable Denied readDenied(DirectBuffer buffer, int offset, int length) {
        body(buffer, offset, length);
        Denied denied =
                new Denied(
                        bytes(Curves.KEY_LENGTH),
                        reader.u8(),
                        reader.u16(),
                        reader.u16(),
                        IdentityCertificate.read(reader),
                        bytes(Curves.SIGNATURE_LENGTH));
        return reader.finished() ? denied : null;
    }

    private WireWriter begin(MutableDirectBuffer out, int offset, int type) {
        writer.wrap(out, offset, PacketHeader.MAX_DATAGRAM);
        return writer.padTo(PacketHeader.LENGTH).u8(type);
    }

    private int end(MutableDirectBuffer out, int offset) {
        int length = writer.length();
        crc.append(out, offset, length);
        return length + Crc32cTrailer.LENGTH;
    }

    private void body(DirectBuffer buffer, int offset, int length) {
        reader.wrap(buffer, offset + BODY_OFFSET, length - BODY_OFFSET - Crc32cTrailer.LENGTH);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        reader.bytes(bytes);
        return bytes;
    }
}
