package dev.shadowland.benchmarks.flood;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A UDP datagram with its IPv4 header, as raw sockets see it (RFC 791, RFC 768).
 *
 * @param source IPv4 address
 * @param sourcePort 0..65535
 * @param targetPort 0..65535
 * @param payload what is inside
 */
record UdpPacket(int source, int sourcePort, int targetPort, byte[] payload) {
    private static final int IP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int LOOPBACK = 0x7F00_0001;

    /** Reads one; a port of 0 when it is none. */
    static UdpPacket parse(byte[] packet) {
        int header = packet.length == 0 ? 0 : (packet[0] & 0x0F) * 4;
        if (header < IP_HEADER || packet.length < header + UDP_HEADER) {
            return new UdpPacket(0, 0, 0, new byte[0]);
        }
        ByteBuffer view = ByteBuffer.wrap(packet);
        return new UdpPacket(
                view.getInt(12),
                view.getShort(header) & 0xFFFF,
                view.getShort(header + 2) & 0xFFFF,
                Arrays.copyOfRange(packet, header + UDP_HEADER, packet.length));
    }

    /** The same from the same, with something else inside. */
    UdpPacket with(byte[] other) {
        return new UdpPacket(source, sourcePort, targetPort, other);
    }

    /** To this machine. The kernel fills in the header's checksum; UDP's is left out, as may be. */
    byte[] bytes() {
        int length = IP_HEADER + UDP_HEADER + payload.length;
        return ByteBuffer.allocate(length)
                .put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) length)
                .putInt(0)
                .put((byte) 64)
                .put((byte) RawSocket.IPPROTO_UDP)
                .putShort((short) 0)
                .putInt(source)
                .putInt(LOOPBACK)
                .putShort((short) sourcePort)
                .putShort((short) targetPort)
                .putShort((short) (UDP_HEADER + payload.length))
                .putShort((short) 0)
                .put(payload)
                .array();
    }
}
