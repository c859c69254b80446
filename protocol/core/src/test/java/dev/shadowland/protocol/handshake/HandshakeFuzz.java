package dev.shadowland.protocol.handshake;

import dev.shadowland.protocol.wire.Crc32cTrailer;

import org.agrona.concurrent.UnsafeBuffer;

/** Plaintext datagrams of any bytes, with a good checksum, at both ends of a handshake. */
public final class HandshakeFuzz {
    private final Handshakes server = new Handshakes();
    private final HandshakeInitiator wantsCookie = server.client();
    private final HandshakeInitiator wantsAccept = server.client();

    /** A server, a client without a cookie and one with it. */
    public HandshakeFuzz() {
        server.connectWithCookie(wantsAccept, Handshakes.CLIENT);
    }

    /** To the server: no reply exceeds its request, and nobody is let in without a cookie. */
    public void responder(byte[] bytes) {
        byte[] datagram = mended(bytes);
        byte[] reply = server.knock(Handshakes.CLIENT, datagram);
        if (reply.length > datagram.length) {
            throw new AssertionError("a reply of " + reply.length + " to " + datagram.length);
        }
        if (server.responder.halfOpenCount() != 0) {
            throw new AssertionError("let in without a cookie");
        }
        server.drops.clear();
        server.nowNs += Handshakes.MS;
    }

    /** To the clients: nothing forged moves the one that waits to be accepted. */
    public void initiator(byte[] bytes) {
        byte[] datagram = mended(bytes);
        UnsafeBuffer buffer = new UnsafeBuffer(datagram);
        wantsCookie.onDatagram(server.nowNs, buffer, 0, datagram.length);
        wantsAccept.onDatagram(server.nowNs, buffer, 0, datagram.length);
        if (wantsAccept.state() != HandshakeInitiator.State.WANTS_ACCEPT) {
            throw new AssertionError("moved by a forgery to " + wantsAccept.state());
        }
    }

    private static byte[] mended(byte[] bytes) {
        return bytes.length < Crc32cTrailer.LENGTH || bytes.length > 1200
                ? bytes.clone()
                : Handshakes.mended(bytes.clone());
    }
}
